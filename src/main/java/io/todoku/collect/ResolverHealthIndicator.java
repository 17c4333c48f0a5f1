package io.todoku.collect;

import io.todoku.collect.dns.DnsCollector;
import io.todoku.collect.dns.ResolverCheck;
import io.todoku.snapshot.Reason;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Reports whether the configured resolvers answer. Without one, names are unknown; everything else
 * works.
 */
@Component
class ResolverHealthIndicator implements HealthIndicator {

  private static final Duration MAX_AGE = Duration.ofSeconds(30);

  private final CachedProbe<Health> probe;

  ResolverHealthIndicator(DnsCollector dns) {
    this.probe = new CachedProbe<>(MAX_AGE, () -> health(dns.checkResolvers()), System::nanoTime);
  }

  @Override
  public Health health() {
    return probe.get();
  }

  /** Up if all answer; degraded if at least one does. */
  static Health health(List<ResolverCheck> checks) {
    boolean all = !checks.isEmpty() && checks.stream().allMatch(check -> check.failure() == null);
    Health.Builder health = all ? Health.up() : Health.status(Port25HealthIndicator.DEGRADED);
    checks.forEach(check -> health.withDetail(check.resolver(), describe(check.failure())));
    return health.build();
  }

  private static String describe(@Nullable Reason failure) {
    return failure == null ? "answers" : failure.kind() + " " + failure.detail();
  }
}
