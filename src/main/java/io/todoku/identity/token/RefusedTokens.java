package io.todoku.identity.token;

import io.todoku.identity.audit.AuditLog;
import io.todoku.identity.audit.AuditLog.AuditEvent;
import io.todoku.throttle.AttemptLimit;
import io.todoku.throttle.AttemptLimit.Budget;
import io.todoku.throttle.AttemptTallies;
import io.todoku.throttle.NetworkPrefix;
import io.todoku.throttle.RefusalCounts;
import io.todoku.throttle.RefusalCounts.RecordedRefusal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Counts the tokens that are refused, asks whoever sends many of them to wait, and adds some of
 * them to the audit log. Only what is refused is counted, so that a stranger cannot keep out a
 * program that shares the network: guessing is made hopeless by the length of tokens, not by this.
 */
@Component
public class RefusedTokens {

  private static final AttemptLimit IN_ALL = new Budget("all", 600, Duration.ofSeconds(1));

  private final AttemptTallies attempts;
  private final RefusalCounts counts;
  private final AuditLog log;

  RefusedTokens(AuditLog log, Clock clock) {
    this.log = log;
    attempts = new AttemptTallies(clock);
    counts = new RefusalCounts(clock);
  }

  /** The refusal to answer with: the given one, or that of somebody who has to wait. */
  RefusedTokenException record(RefusedTokenException refused, String address) {
    String network = NetworkPrefix.of(address);
    counts
        .count(network + "\n" + refused.actor())
        .ifPresent(recorded -> log.appendOrLog(event(refused, address, recorded)));
    AttemptLimit ofNetwork = new Budget("network " + network, 100, Duration.ofSeconds(10));
    Duration wait = attempts.begin(List.of(ofNetwork, IN_ALL));
    return wait.isZero() ? refused : refused.withWait(wait);
  }

  private static AuditEvent event(
      RefusedTokenException refused, String address, RecordedRefusal recorded) {
    return new AuditEvent(
        refused.actor(), "", address, "token.use", "", "REFUSED", "", recorded.toString());
  }
}
