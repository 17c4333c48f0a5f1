package io.todoku.identity.signin;

import io.todoku.identity.SecondFactorDemand;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What a session has proved, and when. Other releases' sessions have proved a password. */
@Component
class SessionProof {

  /** Session attributes: epoch milliseconds, and the kind of second factor. */
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

  void noteSecondFactor(HttpSession session, String kind) {
    session.setAttribute(SECOND_FACTOR, kind);
    noteProof(session);
  }

  boolean isRecent(@Nullable HttpSession session) {
    return session != null && provedWithin(session, RECENT);
  }

  private boolean provedWithin(HttpSession session, Duration limit) {
    return session.getAttribute(PROVED_AT) instanceof Long at
        && Duration.between(Instant.ofEpochMilli(at), clock.instant()).compareTo(limit) < 0;
  }

  /** Whether the password is so old that the second factor does not complete it any more. */
  boolean isAbandoned(HttpSession session) {
    return !provedWithin(session, SECOND_FACTOR_DUE);
  }

  /**
   * What the session lacks. Todoku asks nothing more of the users of an identity provider, which
   * has its own second factors.
   */
  SignInStep nextStep(AppUser user, @Nullable HttpSession session) {
    if (user.issuer().isPresent()
        || session != null && session.getAttribute(SECOND_FACTOR) != null) {
      return SignInStep.NONE;
    }
    if (factors.isProtected(user.id())) {
      return SignInStep.SECOND_FACTOR;
    }
    return demand.includes(user.access()) ? SignInStep.SET_UP : SignInStep.NONE;
  }
}
