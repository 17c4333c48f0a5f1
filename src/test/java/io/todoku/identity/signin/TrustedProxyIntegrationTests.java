package io.todoku.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.context.TestPropertySource;

/** What is taken from X-Forwarded-*: of a proxy on this machine everything, of others nothing. */
@TestPropertySource(
    properties = {
      "spring.datasource.url=jdbc:h2:mem:proxies;DB_CLOSE_DELAY=-1",
      "todoku.public-url=https://todoku.example.com/",
      "server.forward-headers-strategy=native"
    })
class TrustedProxyIntegrationTests extends SecurityFixture {

  private static final String PROXY = "127.0.0.1";
  private static final String ANOTHER_MACHINE = "127.0.0.2";

  /** An answer to a request that comes from an address of this machine. */
  private String answerTo(String from, String path, String... headers) throws IOException {
    try (Socket socket = new Socket()) {
      InetSocketAddress source = new InetSocketAddress(InetAddress.ofLiteral(from), 0);
      assumeThatCode(() -> socket.bind(source))
          .doesNotThrowAnyException(); // macOS has no 127.0.0.2
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral(PROXY), port));
      String request =
          "GET " + path + " HTTP/1.1\r\nConnection: close\r\n" + String.join("\r\n", headers);
      socket.getOutputStream().write((request + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String addressInTheAuditLog() {
    return database
        .sql("select address from audit_entry order by seq desc limit 1")
        .query(String.class)
        .single();
  }

  @ParameterizedTest
  @CsvSource({
    PROXY + ", 198.51.100.7, 198.51.100.7",
    PROXY + ", '10.1.2.3, 198.51.100.8', 198.51.100.8",
    PROXY + ", '198.51.100.9, 10.1.2.3', 10.1.2.3",
    PROXY + ", '198.51.100.9, 127.0.0.3', 127.0.0.3",
    ANOTHER_MACHINE + ", 198.51.100.10, 127.0.0.2"
  })
  void theAddressOfAUserIsWhatATrustedProxySays(String from, String forwarded, String address)
      throws Exception {
    String answer =
        answerTo(
            from,
            "/api/v1/probe",
            "Host: localhost",
            "Authorization: Bearer wrong",
            "X-Forwarded-For: " + forwarded);

    assertThat(answer).startsWith("HTTP/1.1 401");
    assertThat(addressInTheAuditLog()).isEqualTo(address);
  }

  @ParameterizedTest
  @CsvSource({
    PROXY + ", localhost, todoku.example.com, 200",
    PROXY + ", todoku.example.com, todoku.example.com, 200",
    PROXY + ", localhost, evil.example, 421",
    PROXY + ", evil.example, localhost, 421",
    ANOTHER_MACHINE + ", localhost, evil.example, 200",
    ANOTHER_MACHINE + ", evil.example, localhost, 421",
    ANOTHER_MACHINE + ", evil.example:8080, todoku.example.com, 421"
  })
  void noForwardedHostHidesTheOneOfTheRequest(
      String from, String host, String forwarded, int status) throws Exception {
    String answer = answerTo(from, "/sign-in", "Host: " + host, "X-Forwarded-Host: " + forwarded);

    assertThat(answer).startsWith("HTTP/1.1 " + status);
  }

  @Test
  void onlyATrustedProxySaysThatARequestCameByHttps() throws Exception {
    String[] headers = {"Host: localhost", "X-Forwarded-Proto: https"};

    assertThat(answerTo(PROXY, "/sign-in", headers)).contains("Strict-Transport-Security");
    assertThat(answerTo(ANOTHER_MACHINE, "/sign-in", headers))
        .doesNotContain("Strict-Transport-Security");
  }
}
