package io.todoku.identity.oidc;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext.ClearCookiesOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import io.todoku.testing.HttpBrowser;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/** Answers that the provider did not give, or gave to somebody else, sign nobody in. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:oidc-attack;DB_CLOSE_DELAY=-1")
class OidcAttackIntegrationTests extends OidcFixture {

  private void administrator() {
    user("aoi", ADMINISTRATORS);
  }

  @Test
  void anotherStateIsRefused() {
    administrator();
    PROVIDER.changeAnswer(address -> address + "changed");

    signIn("aoi");

    assertRefused(page, "begun in another window");
  }

  @Test
  void anAnswerOpenedInAnotherBrowserIsRefused() {
    administrator();
    List<String> answers = keepAnswers();
    signIn("aoi");
    Page victim = newPage();

    victim.navigate(answers.getFirst());

    assertRefused(victim, "begun in another window");
    victim.context().close();
  }

  /** Leads the browser to the sign-in page, and keeps where it should have been led. */
  private List<String> keepAnswers() {
    List<String> answers = new CopyOnWriteArrayList<>();
    PROVIDER.changeAnswer(answer -> {
      answers.add(answer);
      return address("/sign-in");
    });
    return answers;
  }

  @Test
  void aCodeIsTakenOnceEvenInTheBrowserThatAskedForIt() {
    administrator();
    List<String> answers = keepAnswers();
    signIn("aoi");
    List<Cookie> state = stateCookies();
    assertThat(state).hasSize(1);
    page.navigate(answers.getFirst());
    assertThat(profile(page)).contains("aoi");
    assertThat(stateCookies()).as("used up").isEmpty();
    page.context().clearCookies();
    page.navigate(answers.getFirst());
    assertRefused(page, "begun in another window");

    page.context().addCookies(state);
    page.navigate(answers.getFirst());

    assertRefused(page, "could not be verified");
  }

  private List<Cookie> stateCookies() {
    return page.context().cookies().stream()
        .filter(cookie -> cookie.name.equals(SignInStateCookie.NAME))
        .toList();
  }

  @Test
  void anIdTokenOfAnotherSignInIsRefused() {
    administrator();
    PROVIDER.tamper(claims -> claims.claim("nonce", "of another sign-in"));

    signIn("aoi");

    assertRefused(page, "could not be verified");
  }

  @Test
  void anIdTokenWithoutANonceIsRefused() {
    administrator();
    PROVIDER.tamper(claims -> claims.claims(all -> all.remove("nonce")));

    signIn("aoi");

    assertRefused(page, "could not be verified");
  }

  @Test
  void anIdTokenOfAnotherIssuerIsRefused() {
    administrator();
    PROVIDER.tamper(claims -> claims.issuer("https://sso.example.com"));

    signIn("aoi");

    assertRefused(page, "could not be verified");
  }

  @Test
  void anIdTokenForAnotherApplicationIsRefused() {
    administrator();
    PROVIDER.tamper(claims -> claims.audience(List.of("another-application")));

    signIn("aoi");

    assertRefused(page, "could not be verified");
  }

  @Test
  void anExpiredIdTokenIsRefused() {
    administrator();
    PROVIDER.tamper(claims -> {
      claims.issuedAt(Instant.now().minusSeconds(900));
      claims.expiresAt(Instant.now().minusSeconds(600));
    });

    signIn("aoi");

    assertRefused(page, "could not be verified");
  }

  @Test
  void whatTheProviderWritesIsNotShown() {
    administrator();
    String lure = "Call+1-800-EXAMPLE";

    PROVIDER.changeAnswer(address ->
        address.replaceAll("code=[^&]+", "error=access_denied&error_description=" + lure));

    signIn("aoi");

    assertThat(page.locator("body")).not().containsText("1-800");
    assertThat(page.url()).doesNotContain("1-800");
    assertRefused(page, "did not confirm the sign-in");
  }

  @Test
  void aReasonThatIsNoneShowsNothing() {
    page.navigate(address("/sign-in?refused=no-role.x"));
    assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
  }

  @Test
  void strangersMakeNeitherSessionsNorAuditEntries() {
    page.navigate(address("/sign-in/with/oidc/callback?code=x&state=y"));
    page.navigate(address("/sign-in/with/oidc/callback"));
    page.navigate(address("/sign-in"));
    click(page);

    assertThat(page.url()).startsWith(PROVIDER.issuer());
    assertThat(database.sql("select count(*) from spring_session").query(Integer.class).single())
        .isZero();
    assertThat(auditEntries("REFUSED")).isEmpty();
  }

  @Test
  void aLinkOfAnotherSiteSignsNobodyIn() throws Exception {
    administrator();
    signIn("aoi");
    page.navigate(address("/profile"));
    page.context().clearCookies(new ClearCookiesOptions().setName("todoku"));

    page.navigate(address("/sign-in/with/oidc"));

    assertThat(page).hasURL(address("/sign-in"));
    assertThat(stateCookies()).isEmpty();
    HttpResponse<String> forged = new HttpBrowser(port).postCrossSite("/sign-in/with/oidc");
    assertThat(forged.statusCode()).isEqualTo(403);
    assertThat(forged.headers().firstValue("Set-Cookie").orElse(""))
        .doesNotContain(SignInStateCookie.NAME);
    chromium().takeProblems();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/sign-in/with/x", "/sign-in/with/oidc/x", "/sign-in/with/"})
  void thereIsNoOtherProvider(String path) throws Exception {
    assertThat(new HttpBrowser(port).get(path).statusCode()).isEqualTo(404);
  }
}
