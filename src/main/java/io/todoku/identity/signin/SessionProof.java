package io.todoku.identity.signin;

import io.todoku.identity.SecondFactorDemand;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What a session has proved, and when. Other releases' sessions have proved a password. */
@Component
class SessionProof {

  /** Session attributes: epoch milliseconds, and the kind and user of a second factor. */
  private static final String PROVED_AT = "todoku.proved-at";

  static final String SECOND_FACTOR = "todoku.second-factor";

  /** For so long nobody is asked for the password again. */
  private static final Duration RECENT = Duration.ofMinutes(15);

  /** For so long the second factor may follow the password. */
  private static final Duration SECOND_FACTOR_DUE = Duration.ofMinutes(15);

  private final SecondFactors factors;
  private final SecondFactorDemand demand;
  private final Clock clock;

  SessionProof(
      SecondFactors factors,
      @Value("${todoku.second-factor:optional}") SecondFactorDemand demand,
      Clock clock) {
    this.factors = factors;
    this.demand = demand;
    this.clock = clock;
  }

  void noteProof(HttpSession session) {
    session.setAttribute(PROVED_AT, clock.millis());
  }

  /** Names the user, because another can sign in with the same session. */
  void noteSecondFactor(HttpSession session, String kind, UUID user) {
    session.setAttribute(SECOND_FACTOR, kind + " " + user);
    noteProof(session);
  }

  private static boolean hasSecondFactor(@Nullable HttpSession session, UUID user) {
    return session != null
        && session.getAttribute(SECOND_FACTOR) instanceof String factor
        && factor.endsWith(" " + user);
  }

  boolean isRecent(@Nullable HttpSession session) {
    return session != null && provedWithin(session, RECENT);
  }

  private boolean provedWithin(HttpSession session, Duration limit) {
    return session.getAttribute(PROVED_AT) instanceof Long at
        && Duration.between(Instant.ofEpochMilli(at), clock.instant()).compareTo(limit) < 0;
  }

  /** Whether the password is so old that the second factor does not complete it any more. */
  boolean isAbandoned(@Nullable HttpSession session) {
    return session == null || !provedWithin(session, SECOND_FACTOR_DUE);
  }

  /**
   * What the session lacks. Todoku asks nothing more of the users of an identity provider, which
   * has its own second factors.
   */
  SignInStep nextStep(AppUser user, @Nullable HttpSession session) {
    boolean demanded = demand.includes(user.access());
    if (user.issuer().isPresent() || !demanded && hasSecondFactor(session, user.id())) {
      return SignInStep.NONE;
    }
    if (factors.isProtected(user.id())) {
      return hasSecondFactor(session, user.id()) ? SignInStep.NONE : SignInStep.SECOND_FACTOR;
    }
    return demanded ? SignInStep.SET_UP : SignInStep.NONE;
  }
}
