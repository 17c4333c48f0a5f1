package io.todoku.report;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.account.Waiver;
import io.todoku.checklist.CauseView;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.ChecklistMaker;
import io.todoku.checklist.ChecklistView;
import io.todoku.checklist.ChecklistView.ItemView;
import io.todoku.checklist.Wording;
import io.todoku.history.TrendPoint;
import io.todoku.history.TrendPoint.VerdictCounts;
import io.todoku.report.Report.AccountReport;
import io.todoku.report.Report.ReportComparison;
import io.todoku.report.Report.Style;
import io.todoku.snapshot.SnapshotBuilder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.MessageSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A report of a checklist with hostile texts, to be read back. */
@SpringBootTest(
    classes = ReportRendererTests.ReportTestConfiguration.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE)
abstract class ReportContentFixture {

  static final String HOSTILE =
      "=cmd|'/c calc'!A1 <script>alert(1)</script> \u202eevil \ud83d\udce7 \ud800 "
          + "x".repeat(63)
          + "."
          + "y".repeat(63);
  static final Instant EARLIER = Instant.parse("2026-10-01T00:00:00Z");

  @TempDir Path dir;
  @Autowired ReportRenderer reports;
  @Autowired ChecklistMaker maker;
  @Autowired MessageSource messages;

  Checklist list() {
    SnapshotBuilder builder =
        aSnapshot()
            .withElasticIp("192.0.2.7", Map.of("Name", HOSTILE, "todoku:mail", "yes"))
            .ptr("192.0.2.7", "mail.example.com")
            .dns("mail.example.com", "A", "192.0.2.9")
            .withSender("192.0.2.8")
            .withDomain("example.com");
    return maker.make(
        builder.build(),
        List.of(
            new Waiver(
                "1",
                "ptr-exists",
                "192.0.2.8",
                "moves in March",
                "mika",
                EARLIER,
                LocalDate.of(2999, 1, 1))));
  }

  Report report(Checklist list, String language) {
    TrendPoint before =
        new TrendPoint(
            EARLIER, Map.of(io.todoku.rule.RuleInfo.Area.ADDRESSES, new VerdictCounts(1, 0, 2, 3)));
    TrendPoint now =
        new TrendPoint(
            list.scan().finishedAt(),
            Map.of(io.todoku.rule.RuleInfo.Area.ADDRESSES, new VerdictCounts(4, 0, 1, 1)));
    return new Report(
        List.of(
            new AccountReport(
                list, List.of(before, now), new ReportComparison(EARLIER, List.of()))),
        List.of(),
        false,
        new Style(
            Locale.forLanguageTag(language),
            ZoneId.of("Asia/Tokyo"),
            new Letterhead("渚コンサルティング", null),
            "よろしくお願いいたします。"));
  }

  List<ItemView> items(Checklist list, String language) {
    return ChecklistView.of(
            list, new Wording(messages, Locale.forLanguageTag(language)).forClient())
        .sections()
        .stream()
        .flatMap(section -> section.items().stream())
        .toList();
  }

  List<CauseView> causes(Checklist list, String language) {
    return CauseView.of(list, new Wording(messages, Locale.forLanguageTag(language)).forClient());
  }

  /** Those that are told; the others are named by the questions that they leave open. */
  List<CauseView> hidingCauses(Checklist list, String language) {
    List<CauseView> hiding =
        causes(list, language).stream()
            .filter(cause ->
                items(list, language).stream()
                    .anyMatch(item -> item.hidden() && cause.id().equals(item.cause())))
            .toList();
    assertThat(hiding).isNotEmpty();
    return hiding;
  }

  /** The text without blanks, because lines may break anywhere. */
  static String joined(String text) {
    return text.replaceAll("\\s+", "");
  }

  static List<Element> elements(Document document, String name) {
    List<Element> all = new ArrayList<>();
    NodeList nodes = document.getElementsByTagName(name);
    for (int i = 0; i < nodes.getLength(); i++) {
      all.add((Element) nodes.item(i));
    }
    return all;
  }
}
