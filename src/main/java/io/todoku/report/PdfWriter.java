package io.todoku.report;

import com.openhtmltopdf.extend.FSStream;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.util.XRLog;
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
 * Lays out HTML as a tagged PDF with bookmarks and an embedded font. It loads no resource, and the
 * same HTML gives the same bytes.
 */
@Component
public class PdfWriter {

  static {
    XRLog.setLoggingEnabled(false);
  }

  private final ReentrantLock layoutLock = new ReentrantLock(true);
  private final Supplier<Typeface> typeface = SingletonSupplier.of(Typeface::new);

  /**
   * @param text HTML, well-formed as XML; a character that the font lacks is written as its code
   *     point
   * @param made the date of the document, from which its id is derived
   */
  public void write(String text, Instant made, OutputStream out) throws IOException {
    Typeface font = typeface.get();
    String html = InvisibleCharacters.escape(text, font::hasGlyph);
    // a layout needs memory for each page: several at once could exhaust it
    layoutLock.lock();
    try (BatikSVGDrawer pictures = new BatikSVGDrawer()) {
      PdfRendererBuilder builder = new PdfRendererBuilder();
      builder.useFastMode();
      builder.usePdfUaAccessibility(true);
      builder.useSVGDrawer(pictures);
      builder.useProtocolsStreamImplementation(
          PdfWriter::refuseToLoad, "http", "https", "file", "jar");
      builder.withProducer("Todoku");
      font.registerWith(builder);
      builder.withHtmlContent(html, null);
      builder.toStream(out);
      try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
        renderer.layout();
        renderer.createPDFWithoutClosing();
        PDDocument document = renderer.getPdfDocument();
        setDateAndId(document, made);
        document.save(out);
      }
    } finally {
      layoutLock.unlock();
    }
  }

  private static FSStream refuseToLoad(String url) {
    throw new IllegalStateException("a report loads nothing, not even " + url);
  }

  /** Sets a date and an id that do not depend on when the document is laid out. */
  private static void setDateAndId(PDDocument document, Instant made) {
    Calendar date = GregorianCalendar.from(made.atZone(ZoneId.of("UTC")));
    PDDocumentInformation information = document.getDocumentInformation();
    information.setCreationDate(date);
    information.setModificationDate(date);
    document.setDocumentId(made.toEpochMilli());
  }
}
