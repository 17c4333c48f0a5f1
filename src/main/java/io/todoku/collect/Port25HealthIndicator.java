package io.todoku.collect;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Reports whether our own network allows outbound SMTP, by one connection to the operator's own
 * mail exchange. If it does not, the answers of mail servers are unknown; everything else works.
 */
@Component
class Port25HealthIndicator implements HealthIndicator {

  /**
   * The node works but collects less than it could, which is no reason to take it out of service.
   */
  static final Status DEGRADED = new Status("DEGRADED");

  private static final Duration MAX_AGE = Duration.ofMinutes(5);

  private final CachedProbe<Health> probe;

  Port25HealthIndicator(OwnConnections connections) {
    this.probe =
        new CachedProbe<>(MAX_AGE, () -> health(connections.checkPort25()), System::nanoTime);
  }

  @Override
  public Health health() {
    return probe.get();
  }

  static Health health(Observed<String> open) {
    return switch (open) {
      case Known<String>(String exchange) -> Health.up().withDetail("answered", exchange).build();
      case Unknown<String>(Reason reason) when reason.kind() == ReasonKind.BLOCKED ->
          Health.status(DEGRADED)
              .withDetail("silent", reason.detail())
              .withDetail("reason", "no answer on " + reason.source())
              .build();
      case Unknown<String>(Reason reason) ->
          Health.unknown()
              .withDetail(
                  "reason",
                  "no mail exchange of your own is known: set "
                      + reason.fix()
                      + " to a mailbox whose domain takes mail")
              .build();
    };
  }
}
