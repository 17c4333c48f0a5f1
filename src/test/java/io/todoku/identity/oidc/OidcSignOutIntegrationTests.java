package io.todoku.identity.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Signing out at a provider that demands the ID token. */
@TestPropertySource(
    properties = {
      "spring.datasource.url=jdbc:h2:mem:oidc-out;DB_CLOSE_DELAY=-1",
      "todoku.oidc.id-token-hint=true"
    })
class OidcSignOutIntegrationTests extends OidcFixture {

  private void signOut() {
    page.navigate(address("/profile"));
    page.evaluate("document.querySelector('form[action$=\"/sign-out\"]').submit()");
  }

  @Test
  void signingOutEndsTheSessionAtTheProviderToo() {
    user("aoi", ADMINISTRATORS);
    signIn("aoi");
    signOut();
    page.waitForURL(address("/sign-in?out"));

    page.navigate(address("/sign-in"));
    click(page);

    assertThat(page.url()).as("the provider asks again").startsWith(PROVIDER.issuer() + "/login");
  }

  @Test
  void anIdTokenThatIsTooLongForAnAddressIsLeftOut() {
    user("aoi", ADMINISTRATORS);
    PROVIDER.tamper(claims -> claims.claim("padding", "x".repeat(8000)));
    signIn("aoi");
    answerInsteadOfTheProvider();
    signOut();
    page.waitForURL(url -> url.startsWith(PROVIDER.issuer()));

    assertThat(page.url()).contains("client_id=todoku").doesNotContain("id_token_hint");
  }
}
