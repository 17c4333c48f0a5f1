package io.todoku.identity.oidc;

import io.todoku.identity.audit.AuditLog;
import io.todoku.identity.audit.AuditLog.AuditEvent;
import io.todoku.identity.signin.SignInRefusal;
import io.todoku.throttle.RefusalCounts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.stereotype.Component;

/**
 * Leads back to the sign-in page with the reason. What the provider wrote is never shown, because
 * anybody can make an address that carries it. Refusals of people whom the provider vouched for are
 * added to the audit log; strangers cannot fill it, nor the log of the server.
 */
@Component
class OidcFailureHandler implements AuthenticationFailureHandler {

  private static final Logger log = LoggerFactory.getLogger(OidcFailureHandler.class);

  private static final int MAX_LOGGED = 400;

  private static final Set<String> OF_ANOTHER_SIGN_IN =
      Set.of("authorization_request_not_found", "invalid_state_parameter", "invalid_request");
  private static final Set<String> OF_OUR_CHECKS =
      Set.of(
          "invalid_id_token",
          "invalid_nonce",
          "invalid_token_response",
          "invalid_user_info_response",
          "invalid_grant",
          "invalid_client",
          "unauthorized_client",
          "missing_signature_verifier");

  private final AuditLog audit;
  private final OidcSettings settings;
  private final RefusalCounts refusals;
  private final RefusalCounts failures;

  OidcFailureHandler(AuditLog audit, OidcSettings settings, Clock clock) {
    this.audit = audit;
    this.settings = settings;
    this.refusals = new RefusalCounts(clock);
    this.failures = new RefusalCounts(clock);
  }

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    SignInRefusal refusal = refusal(failure);
    switch (refusal) {
      case UNAVAILABLE, INVALID -> warn(refusal, failure);
      case NO_ROLE, NO_CLIENT, SUSPENDED -> append(request, refusal, failure);
      case EXPIRED, DENIED -> log.debug("Sign-in refused: {}", describe(failure));
    }
    response.sendRedirect(request.getContextPath() + "/sign-in?refused=" + refusal.code());
  }

  private static SignInRefusal refusal(Throwable failure) {
    if (OidcHttp.isUnreachable(failure)) {
      return SignInRefusal.UNAVAILABLE;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OidcRefusedException refused) {
        return refused.refusal();
      }
    }
    String code =
        failure instanceof OAuth2AuthenticationException oauth
            ? oauth.getError().getErrorCode()
            : "";
    if (OF_ANOTHER_SIGN_IN.contains(code)) {
      return SignInRefusal.EXPIRED;
    }
    return code.isEmpty() || OF_OUR_CHECKS.contains(code)
        ? SignInRefusal.INVALID
        : SignInRefusal.DENIED;
  }

  /** One line of bounded length, whatever the provider sent. */
  private static String describe(Throwable failure) {
    Set<String> texts = new LinkedHashSet<>();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      texts.add(String.valueOf(cause.getMessage()));
    }
    String text = String.join("; ", texts).replaceAll("\\p{Cntrl}+", " ");
    return text.length() <= MAX_LOGGED ? text : text.substring(0, MAX_LOGGED) + "…";
  }

  /** Of failures that are alike, some: anybody can cause them. */
  private void warn(SignInRefusal refusal, AuthenticationException failure) {
    String text = describe(failure);
    failures
        .count(refusal.code() + " " + text)
        .ifPresent(
            counted -> log.warn("Sign-in by {} failed ({}): {}", settings.issuer(), counted, text));
  }

  /** Of refusals of the same person, some: a reload of the page tries again. */
  private void append(
      HttpServletRequest request, SignInRefusal refusal, AuthenticationException failure) {
    Map<String, Object> claims =
        failure instanceof OidcRefusedException refused ? refused.claims() : Map.of();
    String actor = settings.issuer() + " " + claims.getOrDefault("sub", "");
    String reason = refusal.code() + " " + ClaimedAccess.name(claims, settings);
    refusals
        .count(refusal.code() + " " + actor)
        .map(counted -> counted.count() == 1 ? reason : reason + "; " + counted)
        .ifPresent(text ->
            audit.appendOrLog(
                new AuditEvent(
                    actor, "", request.getRemoteAddr(), "session.begin", "", "REFUSED", "", text)));
  }
}
