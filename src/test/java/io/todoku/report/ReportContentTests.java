package io.todoku.report;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotCopy.copyOf;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.todoku.checklist.Checklist;
import io.todoku.checklist.ChecklistView;
import io.todoku.checklist.LandingZone;
import io.todoku.checklist.Wording;
import io.todoku.report.Report.Style;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.RegionAvailability;
import io.todoku.snapshot.Snapshot;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What all formats have in common: Regions, accounts that were never scanned, the same bytes. */
class ReportContentTests extends ReportContentFixture {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | 17 of 34 Regions are enabled in this account. Nothing can be created in the other 17, so they are not read.
          ja | このアカウントでは、34リージョンのうち17リージョンが有効です。残りの17リージョンにはリソースを作成できないため、読み取りの対象ではありません。
          """)
  void regionsThatAreNotEnabledAreOneLine(String language, String line) throws Exception {
    Report report = report(maker.make(LandingZone.snapshot(16), List.of()), language);

    assertThat(new String(reports.render(report, ReportFormat.HTML), StandardCharsets.UTF_8))
        .containsOnlyOnce(line)
        .doesNotContain("yy-test");
    try (PDDocument pdf = Loader.loadPDF(reports.render(report, ReportFormat.PDF))) {
      assertThat(joined(new PDFTextStripper().getText(pdf))).contains(joined(line));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | AWS did not tell whether 2 Regions are enabled in this account: xx-new-1, xx-new-2. They were read all the same.
          ja | 2リージョン（xx-new-1, xx-new-2）がこのアカウントで有効かどうか、AWSから回答がありませんでした。有効なものとして読み取りました。
          """)
  void regionsWhoseStatusAwsDidNotTellAreNamed(String language, String line) {
    Snapshot snapshot =
        copyOf(aSnapshot().build())
            .regionAvailability(
                new RegionAvailability(
                    List.of("ap-northeast-1"), List.of(), List.of("xx-new-1", "xx-new-2")))
            .build();

    Checklist list = maker.make(snapshot, List.of());

    assertThat(
            ChecklistView.of(
                    list, new Wording(messages, Locale.forLanguageTag(language)).forClient())
                .regionNotes())
        .containsExactly(line);
    assertThat(list.items()).isEqualTo(maker.make(aSnapshot().build(), List.of()).items());
  }

  @Test
  void theSameReportGivesTheSameBytesAtAnyTime() {
    Checklist list = list();
    Map<ReportFormat, byte[]> first = all(list);
    long step = step();
    await().until(() -> step() > step);
    assertThat(all(list))
        .allSatisfy(
            (format, bytes) -> assertThat(bytes).as(format.name()).isEqualTo(first.get(format)));
  }

  private Map<ReportFormat, byte[]> all(Checklist list) {
    return Arrays.stream(ReportFormat.values())
        .collect(toMap(format -> format, format -> reports.render(report(list, "ja"), format)));
  }

  /** Longer than the resolution of times in a ZIP file, which is two seconds. */
  private static long step() {
    return Instant.now().getEpochSecond() / 2;
  }

  @Test
  void anAccountThatWasNeverScannedIsListed() throws Exception {
    AccountFacts never =
        new AccountFacts(
            "555555555555", "新規", "", Environment.STAGING, List.of(), Map.of(), Map.of());
    Report report =
        new Report(List.of(), List.of(never), true, Style.plain(Locale.ENGLISH, ZoneId.of("UTC")));

    try (PDDocument pdf = Loader.loadPDF(reports.render(report, ReportFormat.PDF))) {
      assertThat(new PDFTextStripper().getText(pdf)).contains("never scanned", "555555555555");
    }
    for (ReportFormat format : List.of(ReportFormat.HTML, ReportFormat.CSV)) {
      assertThat(new String(reports.render(report, format), StandardCharsets.UTF_8))
          .contains("never scanned", "555555555555")
          .doesNotContain("What you need to decide", "Required checks by area", "Appendix");
    }
  }
}
