package io.todoku.identity.oidc;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.todoku.identity.signin.FirstSignIn;
import io.todoku.peers.Chromium;
import io.todoku.peers.Peers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;

/** Sign-in by a provider in the browser: whom it lets in, and with which rights. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:oidc;DB_CLOSE_DELAY=-1")
class OidcSignInIntegrationTests extends OidcFixture {

  private static final String PASSWORD = "some words in a row";

  @Autowired private ApplicationContext context;

  @Test
  void anAdministratorOfTheProviderSeesEveryClient() {
    user("aoi", "staff", ADMINISTRATORS);

    signIn("aoi");

    assertThat(page.url()).isEqualTo(address("/"));
    assertThat(profile(page))
        .contains("aoi", "Administrator", "Every client")
        .doesNotContain("Change the password");
    assertThat(status(page, "/settings/users")).isEqualTo(200);
  }

  @Test
  void theCodeIsAskedForWithAChallengeAndExchangedWithItsVerifier() {
    user("aoi", ADMINISTRATORS);

    signIn("aoi");

    assertThat(PROVIDER.authorizationRequest())
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("response_type", "code")
        .containsEntry("redirect_uri", address("/sign-in/with/oidc/callback"))
        .containsKeys("state", "nonce", "code_challenge");
    assertThat(PROVIDER.tokenRequest())
        .containsEntry("redirect_uri", address("/sign-in/with/oidc/callback"))
        .containsKey("code_verifier");
  }

  @Test
  void anOperatorSeesTheClientsOfTheClaims() {
    user("ken", "todoku-operators", "todoku-client-Example KK", "team-7", "team-8");

    signIn("ken");

    assertThat(profile(page))
        .contains("ken", "Operator", "Example KK, Nagi Shop")
        .doesNotContain("Every client", "team");
    assertThat(status(page, "/settings/users")).isEqualTo(403);
  }

  @Test
  void aViewerMayChangeNothing() {
    user("yui", "todoku-viewers", "team-7");

    signIn("yui");

    assertThat(profile(page)).contains("yui", "Viewer", "Nagi Shop");
    assertThat(status(page, "/runbooks/new")).isEqualTo(403);
  }

  @Test
  void whoMatchesNoRoleIsRefusedAndNotStored() {
    user("guest", "staff", "todoku-admin", "TODOKU-ADMINS", "todoku-client-Example KK");

    signIn("guest");

    assertRefused(page, "you have no role in Todoku");
    assertThat(database.sql("select count(*) from app_user").query(Integer.class).single())
        .isZero();
    assertThat(auditEntries("REFUSED"))
        .singleElement()
        .asString()
        .as("a stranger cannot appear under a name of his choice")
        .contains("ACTOR=" + PROVIDER.issuer() + " subject of guest,", "NEW_VALUE=no-role guest,");
  }

  @Test
  void aRoleForChosenClientsWithoutAClientIsRefused() {
    user("ken", "todoku-operators", "todoku-client-", "team-8");

    signIn("ken");

    assertRefused(page, "no client to see");
  }

  @Test
  void aUserOfTheProviderNamedAsALocalAdministratorIsAnotherUser() {
    setUpLocalAdministrator("mika");
    user("mika", "todoku-viewers", "team-7");
    Page other = newPage();

    signIn(other, "mika");

    assertThat(profile(other)).contains("mika (2)", "Viewer", "Nagi Shop");
    assertThat(profile(page)).contains("mika", "Administrator").doesNotContain("mika (2)");
    other.context().close();
  }

  @Test
  void twoUsersOfTheProviderWithOneNameStayTwo() {
    PROVIDER.setUser(
        "first", "1", Map.of("preferred_username", "ken", "groups", List.of(ADMINISTRATORS)));
    PROVIDER.setUser(
        "second",
        "2",
        Map.of("preferred_username", "Ken", "groups", List.of("todoku-viewers", "team-7")));
    signIn("first");
    Page other = newPage();
    signIn(other, "second");

    assertThat(profile(other)).contains("Ken (2)", "Viewer");
    assertThat(profile(page)).contains("ken", "Administrator");
    other.context().close();
  }

  @Test
  void aUserWhoIsRenamedAtTheProviderStaysTheSame() {
    PROVIDER.setUser(
        "sora", "7", Map.of("preferred_username", "sora", "groups", List.of(ADMINISTRATORS)));
    signIn("sora");
    PROVIDER.setUser(
        "sora", "7", Map.of("preferred_username", "renamed", "groups", List.of(ADMINISTRATORS)));
    page.context().clearCookies();
    signIn("sora");

    assertThat(profile(page)).contains("sora").doesNotContain("renamed");
    assertThat(database.sql("select count(*) from app_user").query(Integer.class).single()).isOne();
  }

  @Test
  void aChangeOfRoleAtTheProviderTakesEffectAtTheNextSignIn() {
    user("aoi", ADMINISTRATORS);
    signIn("aoi");
    user("aoi", "todoku-viewers", "team-7");
    assertThat(profile(page)).as("until then").contains("Administrator");

    page.context().clearCookies();
    signIn("aoi");

    assertThat(profile(page)).contains("Viewer", "Nagi Shop").doesNotContain("Administrator");
  }

  @Test
  void aRoleThatIsTakenAwayEndsOtherSessionsWithTheRefusal() {
    user("aoi", ADMINISTRATORS);
    signIn("aoi");
    Page other = newPage();
    user("aoi", "staff");

    signIn(other, "aoi");

    assertRefused(other, "you have no role in Todoku");
    page.navigate(address("/profile"));
    assertThat(page).hasURL(address("/sign-in"));

    user("aoi", "todoku-viewers", "team-7");
    signIn(other, "aoi");
    assertThat(profile(other)).contains("Viewer");
    other.context().close();
  }

  @Test
  void nobodyIsCalledLikeAToken() {
    PROVIDER.setUser(
        "rin", "9", Map.of("preferred_username", "API-token", "groups", List.of(ADMINISTRATORS)));

    signIn("rin");

    assertThat(profile(page)).doesNotContainIgnoringCase("api-token").startsWith("9");
  }

  @Test
  void aSuspendedUserStaysOutWhateverTheProviderSays() {
    setUpLocalAdministrator("mika");
    user("aoi", ADMINISTRATORS);
    Page other = newPage();
    signIn(other, "aoi");
    openUser("aoi");
    assertThat(page.locator("main")).containsText("Signs in with Example SSO");
    assertThat(page.locator("main")).containsText("subject of aoi");
    assertThat(page.getByText("Make a link for a new password")).hasCount(0);
    assertThat(page.locator("select[name=role], input[name=role]")).hasCount(0);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Suspend")).click();
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("suspended");

    other.navigate(address("/profile"));
    assertThat(other).hasURL(address("/sign-in"));
    signIn(other, "aoi");

    assertRefused(other, "has suspended your user");
    other.context().close();
  }

  @Test
  void theOneTimeLinkGivesNoPasswordToAUserOfTheProvider() {
    user("aoi", ADMINISTRATORS);
    signIn("aoi");
    page.context().clearCookies();

    page.navigate(address(FirstSignIn.path(context)));
    fillSetup(page, "aoi");

    assertThat(page.locator("main")).containsText("There is a user of this name already");
    assertThat(
            database
                .sql("select count(*) from app_user where password_hash is not null")
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void theSessionHoldsNoAccessTokenAndHasANewId() {
    user("aoi", ADMINISTRATORS);
    page.navigate(address("/sign-in"));
    assertThat(database.sql("select count(*) from spring_session").query(Integer.class).single())
        .as("of a stranger")
        .isEqualTo(sessionsOf("aoi"));

    signIn("aoi");

    assertThat(sessionsOf("aoi")).isEqualTo(1);
    assertThat(page.context().cookies())
        .filteredOn(cookie -> cookie.name.equals(SignInStateCookie.NAME))
        .isEmpty();
    assertThat(auditEntries("DONE"))
        .last()
        .asString()
        .contains("aoi", "ADMINISTRATOR", "session.begin", PROVIDER.issuer() + " subject of aoi");
  }

  @Test
  void signingOutLeadsToTheProviderWithoutTheIdToken() {
    user("aoi", ADMINISTRATORS);
    signIn("aoi");
    answerInsteadOfTheProvider();
    page.navigate(address("/profile"));
    page.evaluate("document.querySelector('form[action$=\"/sign-out\"]').submit()");
    page.waitForURL(url -> url.startsWith(PROVIDER.issuer()));

    assertThat(page.url())
        .as("this provider demands the hint, others ask the user")
        .isEqualTo(
            PROVIDER.issuer()
                + "/connect/logout?client_id=todoku&post_logout_redirect_uri="
                + URLEncoder.encode(address("/sign-in/with/oidc/out"), StandardCharsets.UTF_8));
    page.navigate(address("/profile"));
    assertThat(page).hasURL(address("/sign-in"));
  }

  @Test
  void theSignInPageIsAccessibleAndFitsInBothLanguages() {
    Peers.require(Chromium.hasAxe(), "axe-core");
    for (String language : List.of("en-US", "ja-JP")) {
      for (int width : new int[] {1280, 360}) {
        Page one = chromium().page(language, width);
        one.navigate(address("/sign-in?refused=no-role"));
        assertThat(chromium().violations(one, "html", List.of())).isEmpty();
        assertThat(one.evaluate("document.documentElement.scrollWidth <= innerWidth"))
            .isEqualTo(true);
        one.context().close();
      }
    }
  }

  private int sessionsOf(String name) {
    return database
        .sql("select count(*) from spring_session where principal_name = ?")
        .param(name)
        .query(Integer.class)
        .single();
  }

  private void setUpLocalAdministrator(String name) {
    page.navigate(address(FirstSignIn.path(context)));
    fillSetup(page, name);
    page.waitForURL(address("/"));
  }

  private static void fillSetup(Page page, String name) {
    page.locator("input[name=name]").fill(name);
    page.locator("input[name=password]").fill(PASSWORD);
    page.locator("main button").click();
    page.waitForLoadState();
  }

  private void openUser(String name) {
    page.navigate(address("/settings/users"));
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true)).click();
  }
}
