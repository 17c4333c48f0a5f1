package io.todoku.identity;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A server with pages to be guarded, and somebody before it. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:h2:mem:security;DB_CLOSE_DELAY=-1",
      "todoku.api-token=correct horse"
    })
@Import(Probes.class)
abstract class SecurityFixture {

  static final String PASSWORD = "some words in a row";
  static final SignInAttempts.Who HERE = new SignInAttempts.Who("mika", "127.0.0.1");
  @LocalServerPort int port;
  @Autowired SignInLink link;
  @Autowired Users users;
  @Autowired SignInAttempts attempts;
  @Autowired JdbcClient database;
  Browser browser;

  @BeforeEach
  void aFreshStart() {
    users.deleteAll();
    attempts.succeeded(HERE);
    browser = new Browser(port);
  }

  void signIn(Browser browser) throws Exception {
    String token = link.issue();
    browser.get("/sign-in?token=" + token);
    first(browser, token, "mika");
  }

  static HttpResponse<String> first(Browser browser, String token, String name) throws Exception {
    return browser.post(
        "/sign-in/first", Map.of("name", name, "password", PASSWORD, "token", token));
  }
}
