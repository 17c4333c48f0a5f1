package io.todoku.identity.oidc;

import io.todoku.identity.signin.SignInRefusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/** A sign-in that is refused, and what is known of who tried it. */
final class OidcRefusedException extends OAuth2AuthenticationException {

  private final transient Map<String, Object> claims;
  private final SignInRefusal refusal;

  OidcRefusedException(SignInRefusal refusal, Map<String, Object> claims) {
    super(new OAuth2Error(refusal.code()));
    this.refusal = refusal;
    this.claims = claims;
  }

  OidcRefusedException(SignInRefusal refusal, String detail, @Nullable Throwable cause) {
    super(new OAuth2Error(refusal.code()), detail, cause);
    this.refusal = refusal;
    this.claims = Map.of();
  }

  SignInRefusal refusal() {
    return refusal;
  }

  /** What the provider says of the user; empty if it has not vouched for anybody. */
  Map<String, Object> claims() {
    return claims;
  }
}
