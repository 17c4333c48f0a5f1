package io.todoku.report;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.springframework.core.io.ClassPathResource;

/** The bundled fonts; a PDF embeds the glyphs that it uses. */
final class Typeface {

  static final String FAMILY = "Noto Sans JP";
  static final String MONOSPACED = "DejaVu Sans Mono";
  private static final int REGULAR = 400;
  private static final int BOLD = 700;

  private final byte[] regular = read("NotoSansJP-Regular-subset.ttf");
  private final byte[] bold = read("NotoSansJP-Bold-subset.ttf");

  /** For commands; what it cannot draw is drawn by the other family. */
  private final byte[] monospaced = read("DejaVuSansMono.ttf");

  private final BitSet drawable = glyphs(regular);

  Typeface() {
    drawable.and(glyphs(bold));
  }

  private static byte[] read(String file) {
    try {
      return new ClassPathResource("report/fonts/" + file).getContentAsByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BitSet glyphs(byte[] font) {
    try (TrueTypeFont parsed = new TTFParser().parse(new RandomAccessReadBuffer(font))) {
      CmapLookup map = parsed.getUnicodeCmapLookup();
      BitSet known = new BitSet();
      for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
        if (map.getGlyphId(c) != 0) {
          known.set(c);
        }
      }
      return known;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether both weights have a glyph for a code point. */
  boolean hasGlyph(int codePoint) {
    return drawable.get(codePoint);
  }

  void registerWith(PdfRendererBuilder builder) {
    builder.useFont(
        () -> new ByteArrayInputStream(regular), FAMILY, REGULAR, FontStyle.NORMAL, true);
    builder.useFont(() -> new ByteArrayInputStream(bold), FAMILY, BOLD, FontStyle.NORMAL, true);
    builder.useFont(
        () -> new ByteArrayInputStream(monospaced), MONOSPACED, REGULAR, FontStyle.NORMAL, true);
  }
}
