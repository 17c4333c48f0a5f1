package io.todoku.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.identity.UserAccess;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** Who can sign in with which settings. */
class SignInMethodsTests {

  private static final String ISSUER = "https://sso.example.com";

  private record Provider(String issuer) implements ProviderSignIn {

    @Override
    public boolean isConfigured() {
      return !issuer.isEmpty();
    }

    @Override
    public String displayName() {
      return "Example SSO";
    }

    @Override
    public String startPath() {
      return "/start";
    }

    @Override
    public void configure(HttpSecurity http, AuthenticationSuccessHandler success) {
      throw new UnsupportedOperationException();
    }
  }

  private static SignInMethods methods(boolean local, String issuer) {
    return new SignInMethods(local, new Provider(issuer));
  }

  private static AppUser withPassword() {
    return new AppUser(UserAccess.unlimited("mika"), "hash", Instant.EPOCH);
  }

  private static AppUser ofProvider(String issuer) {
    return new AppUser(UserAccess.unlimited("aoi"), issuer, "1", Instant.EPOCH);
  }

  @Test
  void settingsThatLetNobodyInStopTheStart() {
    assertThatThrownBy(() -> methods(false, ""))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("todoku.local-sign-in is false")
        .hasMessageContaining("todoku.oidc.issuer is not set");
    assertThat(methods(false, ISSUER).provider()).isPresent();
    assertThat(methods(true, "").provider()).isEmpty();
  }

  @Test
  void aUserWithAPasswordComesInWhilePasswordsAreOn() {
    assertThat(methods(true, ISSUER).admits(withPassword())).isTrue();
    assertThat(methods(true, "").admits(withPassword())).isTrue();
    assertThat(methods(false, ISSUER).admits(withPassword())).isFalse();
  }

  @Test
  void aUserOfAProviderComesInWhileThatOneIsConfigured() {
    assertThat(methods(true, ISSUER).admits(ofProvider(ISSUER))).isTrue();
    assertThat(methods(false, ISSUER).admits(ofProvider(ISSUER))).isTrue();
    assertThat(methods(true, ISSUER + "/").admits(ofProvider(ISSUER))).isFalse();
    assertThat(methods(true, "").admits(ofProvider(ISSUER))).isFalse();
    assertThat(methods(true, "").admits(ofProvider(""))).isFalse();
  }

  @Test
  void aSuspendedOneAndOneWithoutARoleStayOut() {
    AppUser suspended = ofProvider(ISSUER);
    suspended.suspend(true);
    AppUser withoutRole = ofProvider(ISSUER);
    withoutRole.admit(false);

    assertThat(methods(true, ISSUER).admits(suspended)).isFalse();
    assertThat(methods(true, ISSUER).admits(withoutRole)).isFalse();
  }
}
