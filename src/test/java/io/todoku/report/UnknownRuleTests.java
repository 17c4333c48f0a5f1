package io.todoku.report;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.checklist.ChecklistMaker;
import io.todoku.checklist.Wording;
import io.todoku.report.Report.AccountReport;
import io.todoku.report.Report.Style;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.Attestation.AttestationState;
import io.todoku.snapshot.SnapshotBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.MessageSource;

/** Reports on a snapshot with an attestation of a rule that only a newer release has. */
@SpringBootTest(
    classes = ReportRendererTests.ReportTestConfiguration.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE)
class UnknownRuleTests {

  @TempDir Path folder;
  @Autowired ReportRenderer reports;
  @Autowired ChecklistMaker maker;
  @Autowired MessageSource messages;

  private byte[] render(ReportFormat format, String language) {
    Attestation ofNewerRelease =
        new Attestation(
            "1",
            "rule-of-2031",
            null,
            AttestationState.GRANTED,
            LocalDate.of(2026, 1, 2),
            "mika",
            null,
            "seen by phone",
            SnapshotBuilder.NOW,
            null);
    return reports.render(
        Report.ofAccounts(
            List.of(
                AccountReport.of(
                    maker.make(
                        aSnapshot().withSender("192.0.2.7").withAttestation(ofNewerRelease).build(),
                        List.of()))),
            Style.plain(Locale.forLanguageTag(language), ZoneOffset.UTC)),
        format);
  }

  @ParameterizedTest
  @CsvSource({"en, Attestations", "ja, 申告"})
  void theWorkbookNamesTheRuleByItsId(String language, String sheet) throws Exception {
    ParsedWorkbook book = ParsedWorkbook.of(render(ReportFormat.XLSX, language), folder);

    assertThat(book.rows(sheet))
        .anySatisfy(row -> {
          assertThat(row.get("B").value()).isEqualTo("rule-of-2031");
          assertThat(row.get("H").value()).isEqualTo("seen by phone");
        });
  }

  @ParameterizedTest
  @CsvSource({"en", "ja"})
  void theDocumentNamesTheRuleByItsId(String language) {
    assertThat(new String(render(ReportFormat.HTML, language), StandardCharsets.UTF_8))
        .contains("<td>rule-of-2031</td>", "seen by phone")
        .doesNotContain("??");
  }

  @ParameterizedTest
  @CsvSource({"en", "ja"})
  void thePdfNamesTheRuleByItsId(String language) throws Exception {
    try (var document = Loader.loadPDF(render(ReportFormat.PDF, language))) {
      assertThat(new PDFTextStripper().getText(document).replaceAll("\\s", ""))
          .contains("rule-of-2031", "seenbyphone")
          .doesNotContain("??");
    }
  }

  @ParameterizedTest
  @CsvSource({"CSV", "JSON"})
  void otherFormatsAreWritten(ReportFormat format) {
    assertThat(new String(render(format, "en"), StandardCharsets.UTF_8)).contains("192.0.2.7");
  }

  @Test
  void aTitleIsTheTextOfTheRuleWhereItHasOne() {
    Wording wording = new Wording(messages, Locale.ENGLISH);

    assertThat(wording.ruleTitle("rule-of-2031")).isEqualTo("rule-of-2031");
    assertThat(wording.ruleTitle("ptr-exists"))
        .isEqualTo(messages.getMessage("rule.ptr-exists.title", null, Locale.ENGLISH));
  }
}
