package io.todoku.identity.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.testing.HttpBrowser;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/**
 * Behind a proxy the provider leads back to the address that people use, whatever a request says.
 */
@TestPropertySource(
    properties = {
      "spring.datasource.url=jdbc:h2:mem:oidc-proxy;DB_CLOSE_DELAY=-1",
      "todoku.public-url=https://todoku.example.com/",
      "server.forward-headers-strategy=native"
    })
class OidcRedirectUriIntegrationTests extends OidcFixture {

  @Test
  void theAddressOfTheSettingsIsUsedAndTheCookieIsSecure() throws Exception {
    HttpBrowser browser = new HttpBrowser(port);
    browser.get("/sign-in", "X-Forwarded-Proto", "https");
    String csrf = "__Host-todoku-csrf";
    HttpResponse<String> answer =
        browser.post(
            "/sign-in/with/oidc",
            Map.of(),
            "Cookie",
            csrf + "=" + browser.cookie(csrf).orElseThrow(),
            "X-Forwarded-Proto",
            "https",
            "X-Forwarded-Host",
            "todoku.example.com:8443");

    assertThat(answer.headers().firstValue("Refresh").orElse(""))
        .startsWith("0; url=" + PROVIDER.issuer() + "/oauth2/authorize?")
        .contains("redirect_uri=https://todoku.example.com/sign-in/with/oidc/callback")
        .doesNotContain("8443");
    assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
        .startsWith("__Host-todoku-oidc=")
        .contains("HttpOnly", "Secure", "SameSite=Lax", "Path=/;", "Max-Age=600");
  }
}
