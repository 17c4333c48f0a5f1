package io.todoku.report;

import com.openhtmltopdf.extend.FSStream;
import com.openhtmltopdf.layout.SharedContext;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.util.XRLog;
import io.todoku.locale.InvalidInputException;
import io.todoku.locale.InvisibleCharacters;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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

  /** Bytes of memory for each layout that may be made at the same time. */
  private static final long MEMORY_PER_LAYOUT = 256L << 20;

  private static final int MAX_LAYOUTS = 4;

  /** Characters of the HTML; a layout of as many takes about half a minute. */
  private static final int MAX_CHARACTERS = 10_000_000;

  /** Also where its reader has left, which a server learns only when it writes. */
  private static final Duration LONGEST_LAYOUT = Duration.ofMinutes(2);

  private final Semaphore layouts;
  private final Duration longestWait;
  private final Duration longestLayout;
  private final Supplier<Typeface> typeface = SingletonSupplier.of(Typeface::new);

  public PdfWriter() {
    this(layoutsAtOnce(Runtime.getRuntime().maxMemory()), Duration.ofSeconds(20), LONGEST_LAYOUT);
  }

  PdfWriter(int atOnce, Duration longestWait, Duration longestLayout) {
    this.layouts = new Semaphore(atOnce, true);
    this.longestWait = longestWait;
    this.longestLayout = longestLayout;
  }

  /** A layout needs memory for each page: too many at once could exhaust it. */
  static int layoutsAtOnce(long memory) {
    return Math.clamp(memory / MEMORY_PER_LAYOUT, 1, MAX_LAYOUTS);
  }

  /**
   * Waits where as many PDFs are being made as may be at once.
   *
   * @param text HTML, well-formed as XML; a character that the font lacks is written as its code
   *     point
   * @param made the date of the document, from which its id is derived
   * @throws PdfBusyException if it had to wait too long
   * @throws InvalidInputException if the text is too long for a PDF, or its layout takes too long
   */
  public void write(String text, Instant made, OutputStream out) throws IOException {
    if (text.length() > MAX_CHARACTERS) {
      throw new InvalidInputException(ReportProblem.TEXT, text.length(), MAX_CHARACTERS);
    }
    Typeface font = typeface.get();
    String html = InvisibleCharacters.escape(UnbrokenText.cut(text), font::hasGlyph);
    awaitTurn();
    try {
      layOut(html, font, made, out);
    } finally {
      layouts.release();
    }
  }

  private void awaitTurn() {
    try {
      if (!layouts.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new PdfBusyException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PdfBusyException();
    }
  }

  private void layOut(String html, Typeface font, Instant made, OutputStream out)
      throws IOException {
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
        SharedContext context = renderer.getSharedContext();
        context.setLineBreaker(new TimeLimitedTextBreaker(context.getLineBreaker(), longestLayout));
        renderer.layout();
        renderer.createPDFWithoutClosing();
        PDDocument document = renderer.getPdfDocument();
        setDateAndId(document, made);
        document.save(out);
      }
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
