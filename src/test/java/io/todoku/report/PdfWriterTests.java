package io.todoku.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.locale.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PdfWriterTests {

  private static String document(String body) {
    return "<html><head><title>x</title><style>p { font-family: 'Noto Sans JP' }</style></head><body>"
        + body
        + "</body></html>";
  }

  private static byte[] write(PdfWriter writer, String body) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.write(document(body), Instant.EPOCH, out);
    return out.toByteArray();
  }

  /** Holds its turn until it is released, as a long layout does. */
  private static final class SlowOutput extends OutputStream {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @Override
    public void write(int octet) throws IOException {
      begun.countDown();
      try {
        released.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  private static SlowOutput begin(PdfWriter writer) throws InterruptedException {
    SlowOutput slow = new SlowOutput();
    Thread.ofVirtual()
        .start(() -> {
          try {
            writer.write(document("<p>slow</p>"), Instant.EPOCH, slow);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
    slow.begun.await();
    return slow;
  }

  @Test
  void oneThatTakesLongKeepsNoOtherWaiting() throws Exception {
    PdfWriter writer = new PdfWriter(2, Duration.ofMinutes(1), Duration.ofMinutes(1));
    SlowOutput slow = begin(writer);

    assertThat(write(writer, "<p>other</p>"))
        .startsWith("%PDF".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

    slow.released.countDown();
  }

  @Test
  void whoWaitsTooLongIsToldToComeAgain() throws Exception {
    PdfWriter writer = new PdfWriter(1, Duration.ofMillis(50), Duration.ofMinutes(1));
    SlowOutput slow = begin(writer);

    assertThatThrownBy(() -> write(writer, "<p>other</p>"))
        .isInstanceOfSatisfying(
            PdfBusyException.class,
            busy -> {
              assertThat(busy.getStatusCode().value()).isEqualTo(503);
              assertThat(busy.getHeaders().getFirst("Retry-After")).isEqualTo("15");
            });

    slow.released.countDown();
  }

  @ParameterizedTest
  @CsvSource({"134217728, 1", "536870912, 2", "1073741824, 4", "17179869184, 4"})
  void theMemoryBoundsHowManyAreMadeAtOnce(long memory, int layouts) {
    assertThat(PdfWriter.layoutsAtOnce(memory)).isEqualTo(layouts);
  }

  @Test
  void aTextWithoutEndIsRefused() {
    assertThatThrownBy(() -> write(new PdfWriter(), "a ".repeat(5_000_000)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("at most 10,000,000 are laid out");
  }

  @Test
  void aLayoutThatTakesTooLongIsEndedAndGivesItsTurnBack() {
    PdfWriter writer = new PdfWriter(1, Duration.ZERO, Duration.ofNanos(1));

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> write(writer, "<p>a text</p>"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("not laid out within");
    }
  }

  @Test
  void aWordOfFiveThousandCharactersIsCut() throws Exception {
    String html = "<p>" + "x&amp;".repeat(2_500) + " end</p>";

    assertThat(UnbrokenText.cut(html))
        .isEqualTo("<p>" + "x&amp;".repeat(500) + "… (+4000) end</p>");
    try (var document = Loader.loadPDF(write(new PdfWriter(), html))) {
      assertThat(new PDFTextStripper().getText(document).chars().filter(c -> c == 'x'))
          .hasSize(500);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "<p class=\"%s\">a b</p>",
    "<style>%s</style><p>a</p>",
  })
  void tagsAndStyleStayAsTheyAre(String html) {
    String whole = html.formatted("x".repeat(5000));

    assertThat(UnbrokenText.cut(whole)).isEqualTo(whole);
  }
}
