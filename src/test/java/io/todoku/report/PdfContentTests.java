package io.todoku.report;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.checklist.Checklist;
import io.todoku.checklist.ChecklistView.ItemView;
import io.todoku.locale.InvisibleCharacters;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SnapshotBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A PDF is read back and compared with the checklist that it was made from. */
class PdfContentTests extends ReportContentFixture {

  @ParameterizedTest
  @ValueSource(strings = {"en", "ja"})
  void aPdfHasTheContentOfTheChecklistAsExtractableText(String language) throws Exception {
    Checklist list = list();
    byte[] bytes = reports.render(report(list, language), ReportFormat.PDF);
    try (PDDocument pdf = Loader.loadPDF(bytes)) {
      String text = joined(new PDFTextStripper().getText(pdf));
      for (ItemView item : items(list, language)) {
        assertThat(text).contains(joined(item.title()));
        if (!item.hidden()) {
          if (!item.hidden()) {
            assertThat(text).contains(joined(InvisibleCharacters.escape(item.summary())));
          }
        }
      }
      assertThat(text)
          .contains("192.0.2.9", "movesinMarch", "渚コンサルティング", "よろしくお願いいたします。")
          .contains("[U+202E]", "[U+1F4E7]", "[U+D800]", "y".repeat(63));
      assertThat(fonts(pdf))
          .isNotEmpty()
          .allSatisfy(font -> {
            assertThat(font.isEmbedded()).as(font.getName()).isTrue();
            assertThat(font.getName()).matches("[A-Z]{6}\\+(NotoSansJP-.*|DejaVuSansMono)");
          });
      assertThat(pdf.getDocumentCatalog().getStructureTreeRoot()).isNotNull();
      assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
      assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo(language);
      assertThat(text).contains("1/" + pdf.getNumberOfPages());
      assertThat(bookmarks(pdf)).hasSizeGreaterThanOrEqualTo(4);
    }
  }

  private static List<PDFont> fonts(PDDocument pdf) throws IOException {
    List<PDFont> fonts = new ArrayList<>();
    for (PDPage page : pdf.getPages()) {
      for (var name : page.getResources().getFontNames()) {
        fonts.add(page.getResources().getFont(name));
      }
    }
    return fonts;
  }

  private static List<String> bookmarks(PDDocument pdf) {
    List<String> names = new ArrayList<>();
    for (PDOutlineItem item : pdf.getDocumentCatalog().getDocumentOutline().children()) {
      names.add(item.getTitle());
    }
    return names;
  }

  @Test
  void theSummaryStatesAPartialScan() throws Exception {
    Gap gap =
        new Gap(
            SnapshotBuilder.REGION, Reason.of(ReasonKind.DENIED, "ec2:DescribeAddresses", "no"));
    Checklist list =
        maker.make(
            aSnapshot()
                .withSender("192.0.2.7")
                .denied("ec2:DescribeAddresses")
                .withGap(gap)
                .build(),
            List.of());
    try (PDDocument pdf = Loader.loadPDF(reports.render(report(list, "en"), ReportFormat.PDF))) {
      PDFTextStripper summary = new PDFTextStripper();
      summary.setStartPage(2);
      summary.setEndPage(2);
      assertThat(joined(summary.getText(pdf)))
          .contains(joined(messages.getMessage("document.outcome.PARTIAL", null, Locale.ENGLISH)));
    }
  }

  @Test
  void aPdfThatNeedsMoreMemoryThanThereIsIsRefused() {
    PdfReport.checkMemory(1_700, 512L << 20);
    assertThatThrownBy(() -> PdfReport.checkMemory(1_800, 512L << 20))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1,800 findings are too many for a PDF")
        .hasMessageContaining("xlsx");
  }
}
