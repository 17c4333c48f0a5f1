package io.todoku.collect;

import io.todoku.collect.dns.DnsCollector;
import io.todoku.collect.smtp.OutboundSmtpCheck;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Whether our own network lets mail out, by one connection to the operator's own mail exchange:
 * where it does not, what mail servers say stays unknown, and nothing else.
 */
@Component
class Port25HealthIndicator implements HealthIndicator {

  /** Works, and sees less than it could: no reason to take the node out. */
  static final Status DEGRADED = new Status("DEGRADED");

  private static final Duration MAX_AGE = Duration.ofMinutes(5);

  private final CachedProbe<Health> probe;

  Port25HealthIndicator(MailServerProbes mailServers, OutboundSmtpCheck wayOut, DnsCollector dns) {
    this.probe =
        new CachedProbe<>(
            MAX_AGE,
            () -> {
              List<String> exchanges =
                  mailServers.recipientExchangeAddresses(dns.openSession(List.of()));
              return health(wayOut.checkOutbound(exchanges.stream().limit(1).toList()));
            },
            System::nanoTime);
  }

  @Override
  public Health health() {
    return probe.get();
  }

  static Health health(Observed<String> open) {
    return switch (open) {
      case Known<String>(String exchange) -> Health.up().withDetail("answered", exchange).build();
      case Unknown<String>(Reason reason) when reason.cause() == Cause.BLOCKED ->
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
