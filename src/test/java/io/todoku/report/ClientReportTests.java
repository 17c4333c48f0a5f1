package io.todoku.report;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.checklist.ChecklistMaker;
import io.todoku.checklist.LandingZone;
import io.todoku.locale.Languages;
import io.todoku.report.Report.AccountReport;
import io.todoku.report.Report.Style;
import io.todoku.rule.RuleEngine;
import io.todoku.rule.RuleInfo;
import io.todoku.snapshot.RegionExclusion;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.MessageSource;

/** What a client reads of a report first, the pictures in it, and what sheets tell as well. */
@SpringBootTest(
    classes = ReportRendererTests.ReportTestConfiguration.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ClientReportTests {

  @TempDir Path folder;
  @Autowired private ReportRenderer reports;
  @Autowired private ChecklistMaker maker;
  @Autowired private RuleEngine rules;
  @Autowired private MessageSource messages;

  private Report report(String language, Snapshot... snapshots) {
    return Report.ofAccounts(
        Arrays.stream(snapshots)
            .map(s -> AccountReport.of(maker.make(s, List.of())).withPaths(s))
            .toList(),
        Style.plain(Locale.forLanguageTag(language), ZoneId.of("Asia/Tokyo")));
  }

  private String html(Report report) {
    return new String(reports.render(report, ReportFormat.HTML), StandardCharsets.UTF_8);
  }

  /** The page that a manager reads, as text. */
  private String summary(Report report) {
    String html = html(report);
    int from = html.indexOf("id=\"summary\"");
    return html.substring(from, html.indexOf("class=\"chapter\"", from))
        .replaceAll("<[^>]*>", " ")
        .replaceAll("\\s+", " ");
  }

  private static Snapshot wrongPtr() {
    return aSnapshot()
        .withSender("192.0.2.7")
        .ptr("192.0.2.7", "mail.example.com")
        .dns("mail.example.com", "A", "192.0.2.9")
        .withDomain("example.com")
        .build();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | What you need to decide or do | Make the name and the address of the sending server agree in DNS. | Choose: Send mail from here under the name mail.example.com; or: Leave mail.example.com where it points now | What is to be done on servers and in DNS | Have the checks repeated that got no clear answer.
          ja | ご判断・ご対応いただきたいこと | 送信サーバーの名前とアドレスを、DNSで一致させる | 選択: mail.example.com の名前でここからメールを送る場合、または: mail.example.com を今の向き先で使い続ける場合 | サーバーとDNSで必要な作業 | 明確な回答が得られなかった確認をやり直す
          """)
  void decisionsStandApartFromWorkInPlainWords(
      String language, String decisions, String agree, String choice, String work, String again) {
    assertThat(summary(report(language, wrongPtr())))
        .containsSubsequence(decisions, agree, choice, work, again);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ja"})
  void theSummaryHasNoCautionsCommandsOrPermissions(String language) {
    Snapshot denied = aSnapshot().withSender("192.0.2.8").denied("rds:DescribeDBInstances").build();
    Report report = report(language, wrongPtr(), denied, LandingZone.snapshot(16));

    assertThat(summary(report))
        .doesNotContain("Caution", "注意:", "aws ", "permission", "権限", "policy", "\"Effect\"")
        .doesNotContainPattern("[a-z0-9]+:[A-Z][A-Za-z]+")
        .contains(
            language.equals("en")
                ? "Decide whether this check may look at the parts of the account"
                : "閉じられている部分を、この確認の対象としてよいかを決める");
  }

  @Test
  void theSnapshotIsReadForPicturesAlone() {
    AtomicInteger readings = new AtomicInteger();
    Snapshot wrong = wrongPtr();
    Report report =
        Report.ofAccounts(
            List.of(
                new AccountReport(
                    maker.make(wrong, List.of()),
                    List.of(),
                    null,
                    () -> {
                      readings.incrementAndGet();
                      return Optional.of(wrong);
                    })),
            Style.plain(Locale.ENGLISH, ZoneId.of("Asia/Tokyo")));

    for (ReportFormat format : List.of(ReportFormat.CSV, ReportFormat.XLSX, ReportFormat.JSON)) {
      reports.render(report, format);
    }
    assertThat(readings).as("sheets have no pictures").hasValue(0);

    assertThat(html(report)).contains("<svg");
    assertThat(readings).hasValue(1);
  }

  @Test
  void placesOfOneActionStandTogetherAndTheRestIsCounted() {
    Snapshot[] accounts = new Snapshot[5];
    Arrays.fill(accounts, wrongPtr());

    String summary = summary(report("en", accounts));

    assertThat(summary)
        .containsOnlyOnce("Make the name and the address of the sending server agree in DNS.")
        .contains("and 2 more")
        .doesNotContain("Choose:");
  }

  @Test
  void everyRuleHasItsActionInPlainWords() {
    for (Locale locale : Languages.locales()) {
      for (RuleInfo rule : rules.catalogue()) {
        assertThat(messages.getMessage("plain.do." + rule.id(), null, locale)).isNotBlank();
      }
    }
  }

  @Test
  void thePathOfAFailingAddressIsDrawnOnce() {
    String html = html(report("en", wrongPtr()));

    assertThat(html)
        .containsOnlyOnce("class=\"wide\"")
        .containsOnlyOnce("class=\"narrow\"")
        .containsSubsequence(
            "mail.example.com resolves to 192.0.2.9, not to 192.0.2.7.",
            "class=\"wide\"",
            "Do this:")
        .contains("<desc>");
    assertThat(html(Report.of(List.of(maker.make(wrongPtr(), List.of())), report("en").style())))
        .as("there is no snapshot to draw from")
        .doesNotContain("class=\"wide\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | 2 Regions are left out, because the organization has closed them. xx-test-01 (mika, 18 November 2026), xx-test-02 (mika, 18 November 2026) | 3 of 20 Regions
          ja | 組織が閉じているため、2リージョンを対象外にしています。 xx-test-01 (mika, 2026年11月18日), xx-test-02 (mika, 2026年11月18日) | リージョン
          """)
  void sheetsTellWhichRegionsAreLeftOut(String language, String excluded, String enabled)
      throws Exception {
    Snapshot snapshot = LandingZone.snapshot(2);
    RegionExclusion exclusion = new RegionExclusion("mika", SnapshotBuilder.NOW);
    Report report =
        report(
            language,
            snapshot.judgedAt(
                snapshot.judgedAt(),
                snapshot
                    .account()
                    .withExcludedRegions(Map.of("xx-test-01", exclusion, "xx-test-02", exclusion)),
                snapshot.attestations()));

    String csv = new String(reports.render(report, ReportFormat.CSV), StandardCharsets.UTF_8);
    assertThat(csv).containsOnlyOnce(excluded).contains(enabled);
    ParsedWorkbook book = ParsedWorkbook.of(reports.render(report, ReportFormat.XLSX), folder);
    assertThat(book.rows(language.equals("en") ? "Summary" : "概要"))
        .filteredOn(row -> row.containsKey("B"))
        .extracting(row -> row.get("B").value())
        .anyMatch(value -> value.endsWith(excluded));
  }
}
