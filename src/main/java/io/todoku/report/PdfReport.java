package io.todoku.report;

import com.openhtmltopdf.extend.FSStream;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.util.XRLog;
import io.todoku.report.WrongReportException.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * A report as PDF: tagged, with bookmarks and its own font. Nothing is loaded from anywhere, and no
 * time or chance goes into it.
 */
@Component
class PdfReport {

  static {
    XRLog.setLoggingEnabled(false);
  }

  /** Measured, with room to spare. */
  private static final long BYTES_A_FINDING = 300 * 1024;

  private final ReportPages pages;
  private final ReentrantLock oneAtATime = new ReentrantLock(true);
  private final Supplier<Typeface> typeface = SingletonSupplier.of(Typeface::new);

  PdfReport(ReportPages pages) {
    this.pages = pages;
  }

  /**
   * @throws WrongReportException where it would take more memory than this process has
   */
  void render(Report report, OutputStream out) throws IOException {
    check(
        report.lists().stream().mapToInt(list -> list.items().size()).sum(),
        Runtime.getRuntime().maxMemory());
    Typeface font = typeface.get();
    String html = Visible.of(pages.onPaper(report), font::draws);
    // laying out takes memory by the page: several at once could take all of it
    oneAtATime.lock();
    try (BatikSVGDrawer pictures = new BatikSVGDrawer()) {
      PdfRendererBuilder builder = new PdfRendererBuilder();
      builder.useFastMode();
      builder.usePdfUaAccessibility(true);
      builder.useSVGDrawer(pictures);
      builder.useProtocolsStreamImplementation(PdfReport::nothing, "http", "https", "file", "jar");
      builder.withProducer("Todoku");
      font.useIn(builder);
      builder.withHtmlContent(html, null);
      builder.toStream(out);
      try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
        renderer.layout();
        renderer.createPDFWithoutClosing();
        PDDocument document = renderer.getPdfDocument();
        stamp(document, report);
        document.save(out);
      }
    } finally {
      oneAtATime.unlock();
    }
  }

  /** A PDF is laid out as a whole. */
  static void check(int findings, long memory) {
    long most = memory / BYTES_A_FINDING;
    if (findings > most) {
      throw new WrongReportException(Problem.MANY, findings, most);
    }
  }

  private static FSStream nothing(String url) {
    throw new IllegalStateException("a report loads nothing, not even " + url);
  }

  /** The same report has the same identity, whenever it is made. */
  private static void stamp(PDDocument document, Report report) {
    Instant made = report.date().orElse(Instant.EPOCH);
    Calendar date = GregorianCalendar.from(made.atZone(ZoneId.of("UTC")));
    PDDocumentInformation information = document.getDocumentInformation();
    information.setCreationDate(date);
    information.setModificationDate(date);
    document.setDocumentId(made.toEpochMilli());
  }
}
