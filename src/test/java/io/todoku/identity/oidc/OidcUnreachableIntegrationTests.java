package io.todoku.identity.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.testing.HttpBrowser;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Todoku starts without its provider, and says at the sign-in that it does not answer. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:h2:mem:oidc-unreachable;DB_CLOSE_DELAY=-1",
      "todoku.oidc.client-id=todoku",
      "todoku.oidc.administrators=todoku-admins",
      "todoku.public-url=https://todoku.example.com/"
    })
class OidcUnreachableIntegrationTests {

  @LocalServerPort private int port;
  private static volatile int providerPort;

  @DynamicPropertySource
  static void provider(DynamicPropertyRegistry settings) throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      providerPort = free.getLocalPort();
    }
    settings.add("todoku.oidc.issuer", () -> "http://127.0.0.1:" + providerPort);
  }

  @Test
  void theSignInPageSaysThatTheProviderDoesNotAnswer() throws Exception {
    HttpBrowser browser = new HttpBrowser(port);
    assertThat(browser.get("/sign-in").body())
        .contains("Sign in with 127.0.0.1", "With a password of Todoku");

    var answer = browser.post("/sign-in/with/oidc", Map.of());

    assertThat(answer.headers().firstValue("Location").orElse(""))
        .endsWith("/sign-in?refused=unavailable");
    assertThat(browser.get("/sign-in?refused=unavailable").body())
        .contains("127.0.0.1 does not answer");
  }
}
