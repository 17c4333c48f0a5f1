package io.todoku.identity.oidc;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.AriaRole;
import io.todoku.peers.Chromium;
import io.todoku.peers.Peers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Todoku, a provider that knows it, and a browser. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "todoku.oidc.client-id=" + TestOidcProvider.CLIENT_ID,
      "todoku.oidc.client-secret=" + TestOidcProvider.CLIENT_SECRET,
      "todoku.oidc.display-name=Example SSO",
      "todoku.oidc.administrators=todoku-admins",
      "todoku.oidc.operators=todoku-operators",
      "todoku.oidc.viewers=todoku-viewers",
      "todoku.oidc.clients[0].value=team-7",
      "todoku.oidc.clients[0].client=Nagi Shop"
    })
abstract class OidcFixture {

  static final TestOidcProvider PROVIDER = TestOidcProvider.start();
  static final String ADMINISTRATORS = "todoku-admins";

  private static @Nullable Chromium chromium;

  @LocalServerPort int port;
  @Autowired JdbcClient database;
  Page page;
  private long auditStart;

  @DynamicPropertySource
  static void provider(DynamicPropertyRegistry settings) {
    settings.add("todoku.oidc.issuer", PROVIDER::issuer);
  }

  @BeforeEach
  void begin() {
    Peers.require(Chromium.present(), "Chromium with its driver");
    if (chromium == null) {
      chromium = Chromium.start();
    }
    database.sql("delete from app_user").update();
    database.sql("delete from spring_session").update();
    auditStart = database.sql("select seq from audit_head").query(Long.class).single();
    PROVIDER.reset();
    PROVIDER.acceptRedirectTo(address(""));
    page = newPage();
  }

  @AfterEach
  void nothingWentWrongInTheBrowser() {
    page.context().close();
    assertThat(chromium().takeProblems()).isEmpty();
  }

  @AfterAll
  static void closeBrowser() {
    chromium().close();
    chromium = null;
  }

  static Chromium chromium() {
    return Objects.requireNonNull(chromium);
  }

  static Page newPage() {
    return chromium().page("en-US", 1280);
  }

  String address(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  /** A user of the provider whose subject is made from the login. */
  static void user(String login, String... groups) {
    PROVIDER.setUser(
        login,
        "subject of " + login,
        Map.of("preferred_username", login, "groups", List.of(groups)));
  }

  /** Clicks on the sign-in page, and gives the password where the provider asks for it. */
  void signIn(Page who, String login) {
    who.navigate(address("/sign-in"));
    click(who);
    if (who.url().startsWith(PROVIDER.issuer())) {
      who.locator("input[name=username]").fill(login);
      who.locator("input[name=password]").fill(TestOidcProvider.PASSWORD);
      who.locator("button[type=submit]").click();
      who.waitForURL(Pattern.compile(Pattern.quote(address("/")) + ".*"));
    }
  }

  /** Clicks, and waits until the page between has led on. */
  void click(Page who) {
    who.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in with Example SSO"))
        .click();
    List<String> before = List.of(address("/sign-in"), address("/sign-in/with/oidc"));
    who.waitForURL(url -> !before.contains(url) && !url.startsWith(address("/sign-in?out")));
  }

  void signIn(String login) {
    signIn(page, login);
  }

  /** Keeps a sign-out from this provider, which refuses it without an ID token. */
  void answerInsteadOfTheProvider() {
    page.route(
        PROVIDER.issuer() + "/connect/logout**",
        route -> route.fulfill(new FulfillOptions().setBody("Sign out?")));
  }

  void assertRefused(Page who, String text) {
    assertThat(who.getByRole(AriaRole.ALERT)).containsText(text);
    who.navigate(address("/profile"));
    assertThat(who).hasURL(address("/sign-in"));
  }

  /** What the profile page says of the user, who is signed in. */
  String profile(Page who) {
    who.navigate(address("/profile"));
    assertThat(who).hasURL(address("/profile"));
    return who.locator("main").innerText();
  }

  int status(Page who, String path) {
    int status = who.navigate(address(path)).status();
    chromium().takeProblems();
    return status;
  }

  /** Entries about signing in, oldest first. */
  List<Map<String, Object>> auditEntries(String outcome) {
    return database
        .sql(
            "select * from audit_entry where action = 'session.begin' and outcome = ? and seq > ?"
                + " order by seq")
        .params(outcome, auditStart)
        .query()
        .listOfRows();
  }
}
