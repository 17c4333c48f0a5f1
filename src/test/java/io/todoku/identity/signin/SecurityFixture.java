package io.todoku.identity.signin;

import io.todoku.testing.HttpBrowser;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A server with protected pages, and a browser. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:h2:mem:security;DB_CLOSE_DELAY=-1",
      "todoku.api-token=a-token-for-tests-V7nKq3xWz9Lr"
    })
@Import(GuardedTestPages.class)
public abstract class SecurityFixture {

  protected static final String PASSWORD = "some words in a row";
  static final SignInAttempts.AttemptKey ATTEMPT =
      SignInAttempts.AttemptKey.of("mika", "127.0.0.1", null);
  @LocalServerPort protected int port;
  @Autowired SignInLink link;
  @Autowired AppUserRepository users;
  @Autowired SignInAttempts attempts;
  @Autowired protected JdbcClient database;
  protected HttpBrowser browser;

  @BeforeEach
  protected void resetUsers() {
    users.deleteAll();
    attempts.reset();
    browser = new HttpBrowser(port);
  }

  protected void signIn(HttpBrowser browser) throws Exception {
    String token = link.issue();
    browser.get("/sign-in?token=" + token);
    setUpAdministrator(browser, token, "mika");
  }

  static HttpResponse<String> setUpAdministrator(HttpBrowser browser, String token, String name)
      throws Exception {
    return browser.post(
        "/sign-in/first", Map.of("name", name, "password", PASSWORD, "token", token));
  }
}
