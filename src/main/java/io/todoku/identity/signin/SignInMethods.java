package io.todoku.identity.signin;

import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The ways to sign in that the settings leave open: a password, an identity provider, or both. */
@Component
class SignInMethods {

  private final boolean local;
  private final ProviderSignIn provider;

  /**
   * @throws IllegalStateException if nobody could sign in
   */
  SignInMethods(@Value("${todoku.local-sign-in:true}") boolean local, ProviderSignIn provider) {
    this.local = local;
    this.provider = provider;
    if (!local && !provider.isConfigured()) {
      throw new IllegalStateException(
          "todoku.local-sign-in is false and todoku.oidc.issuer is not set: nobody could sign in");
    }
  }

  /** Whether users of Todoku's own sign in with a password. */
  boolean local() {
    return local;
  }

  Optional<ProviderSignIn> provider() {
    return Optional.of(provider).filter(ProviderSignIn::isConfigured);
  }

  /** Whether a user can sign in, and whether the sessions that he has go on. */
  boolean admits(AppUser user) {
    return user.maySignIn()
        && user.issuer()
            .map(issuer -> provider.isConfigured() && issuer.equals(provider.issuer()))
            .orElse(local);
  }
}
