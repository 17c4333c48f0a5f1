package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Requests that a proxy could understand otherwise than this server: it refuses them, or closes the
 * connection after them, so that no second request is hidden in the first.
 */
class RequestFramingIntegrationTests extends ApiFixture {

  private static final String HIDDEN = "GET /actuator/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

  /** All that the server answers until it closes the connection, or says nothing for a second. */
  private String send(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      var answer = new ByteArrayOutputStream();
      try {
        socket.getInputStream().transferTo(answer);
      } catch (SocketTimeoutException open) {
        answer.writeBytes("\n(still open)".getBytes(StandardCharsets.US_ASCII));
      }
      return answer.toString(StandardCharsets.UTF_8);
    }
  }

  /**
   * @param headers separated by ¶
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "two lengths | Content-Length: 0¶Content-Length: 56 | ''",
        "a list of lengths | Content-Length: 0, 56 | ''",
        "a length with a sign | Content-Length: +0 | ''",
        "a length with a space before the colon | Content-Length : 0 | ''",
        "a length and chunks | Content-Length: 4¶Transfer-Encoding: chunked | 0¶¶",
        "chunks twice | Transfer-Encoding: chunked¶Transfer-Encoding: chunked | 0¶¶",
        "an unknown coding | Transfer-Encoding: xchunked | 0¶¶",
        "an unknown coding before chunks | Transfer-Encoding: identity, chunked | 0¶¶",
        "chunks that are not last | Transfer-Encoding: chunked, gzip | 0¶¶",
        "a size of a chunk that is no number | Transfer-Encoding: chunked | 0x0¶¶",
        "a negative size of a chunk | Transfer-Encoding: chunked | -1¶¶",
        "a header without a colon | X-A¶Content-Length: 0 | ''",
        "a control character in a name | X\u0000A: b¶Content-Length: 0 | ''",
        "two hosts | Host: evil.example¶Content-Length: 0 | ''"
      })
  void noSecondRequestIsHidden(String what, String headers, String body) throws Exception {
    String answer =
        send(
            "POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1:"
                + port
                + "\r\n"
                + headers.replace("¶", "\r\n")
                + "\r\n\r\n"
                + body.replace("¶", "\r\n")
                + HIDDEN);

    assertThat(answer).as(what).startsWith("HTTP/1.1 ").doesNotContain("(still open)");
    assertThat(answer.split("HTTP/1\\.1 ", -1)).as(answer).hasSize(2);
    assertThat(answer).doesNotContain("\"status\":\"UP\"", "Exception");
  }
}
