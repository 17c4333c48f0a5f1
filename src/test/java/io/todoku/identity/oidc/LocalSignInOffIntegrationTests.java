package io.todoku.identity.oidc;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.identity.signin.FirstSignIn;
import io.todoku.testing.HttpBrowser;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;

/** With {@code todoku.local-sign-in=false} there is no password, and no link that sets one. */
@TestPropertySource(
    properties = {
      "spring.datasource.url=jdbc:h2:mem:oidc-only;DB_CLOSE_DELAY=-1",
      "todoku.local-sign-in=false"
    })
class LocalSignInOffIntegrationTests extends OidcFixture {

  private static final String PASSWORD = "some words in a row";

  @Autowired private ApplicationContext context;

  @Test
  void theSignInPageOffersTheProviderAlone() {
    page.navigate(address("/sign-in"));

    assertThat(page.locator("input[type=password]")).hasCount(0);
    assertThat(page.getByText("Forgot the password?")).hasCount(0);
    assertThat(page.getByText("Sign in with Example SSO")).isVisible();
  }

  @Test
  void whatTakesOrSetsAPasswordIsNotThere() throws Exception {
    HttpBrowser stranger = new HttpBrowser(port);
    stranger.get("/sign-in");
    Map<String, String> form =
        Map.of("name", "mika", "password", PASSWORD, "token", tokenOfFirstSignIn());

    for (String path : new String[] {"/sign-in", "/sign-in/first", "/sign-in/link"}) {
      assertThat(stranger.post(path, form).statusCode()).as(path).isEqualTo(404);
    }
    assertThat(stranger.get(FirstSignIn.path(context)).body()).doesNotContain("type=\"password\"");
    assertThat(database.sql("select count(*) from app_user").query(Integer.class).single())
        .isZero();
  }

  private String tokenOfFirstSignIn() {
    return FirstSignIn.path(context).replaceAll(".*token=", "");
  }

  @Test
  void administratorsComeFromTheProviderAndInviteNobody() {
    user("aoi", ADMINISTRATORS);
    signIn("aoi");

    page.navigate(address("/settings/users"));

    assertThat(page.locator("main")).containsText("Users come from Example SSO");
    assertThat(page.locator("form[action='/settings/users']")).hasCount(0);
  }

  @Test
  void aUserWithAPasswordCannotGoOn() {
    user("aoi", ADMINISTRATORS);
    signIn("aoi");
    assertThat(profile(page)).contains("aoi");

    database.sql("update app_user set issuer = null, subject = null, password_hash = 'x'").update();

    page.navigate(address("/profile"));
    assertThat(page).hasURL(address("/sign-in"));
  }

  @Test
  void aUserOfAnotherProviderCannotGoOn() {
    user("aoi", ADMINISTRATORS);
    signIn("aoi");
    assertThat(profile(page)).contains("aoi");

    database.sql("update app_user set issuer = 'https://earlier.example.com'").update();

    page.navigate(address("/profile"));
    assertThat(page).hasURL(address("/sign-in"));
  }
}
