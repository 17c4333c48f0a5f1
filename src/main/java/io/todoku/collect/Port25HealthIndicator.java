package io.todoku.collect;

import io.todoku.collect.dns.DnsCollector;
import io.todoku.collect.smtp.WayOut;
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

  private static final Duration KEEP = Duration.ofMinutes(5);

  private final Lately<Health> lately;

  Port25HealthIndicator(MailServers mailServers, WayOut wayOut, DnsCollector dns) {
    this.lately =
        new Lately<>(
            KEEP,
            () -> {
              List<String> exchanges = mailServers.recipientExchanges(dns.open(List.of()));
              return health(wayOut.open(exchanges.stream().limit(1).toList()));
            },
            System::nanoTime);
  }

  @Override
  public Health health() {
    return lately.get();
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
