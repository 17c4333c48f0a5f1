package io.todoku.history;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.account.Attestations;
import io.todoku.account.Waiver;
import io.todoku.account.Waivers;
import io.todoku.concurrent.RefreshedValue;
import io.todoku.history.SharedCause.SharedCauseKind;
import io.todoku.snapshot.Attestation;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What keeps Todoku from observing, and which waivers and attestations end soon, as metrics. */
@Component
class NewsMeters {

  private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(30);
  private static final List<Integer> DAYS = List.of(7, 30);

  private final Accounts accounts;
  private final Waivers waivers;
  private final Attestations attestations;
  private final SharedCauseStore sharedCauses;
  private final Clock clock;

  private record ExpiryKey(String type, int days) {}

  NewsMeters(
      Accounts accounts,
      Waivers waivers,
      Attestations attestations,
      SharedCauseStore sharedCauses,
      Clock clock,
      MeterRegistry registry) {
    this.accounts = accounts;
    this.waivers = waivers;
    this.attestations = attestations;
    this.sharedCauses = sharedCauses;
    this.clock = clock;
    registerOutages(registry);
    registerExpiries(registry);
  }

  private void registerOutages(MeterRegistry registry) {
    RefreshedValue<Optional<Map<SharedCauseKind, Integer>>> open =
        new RefreshedValue<>(
            "What hides findings of all accounts",
            REFRESH_INTERVAL,
            Optional.empty(),
            () -> Optional.of(sharedCauses.affectedAccounts()));
    for (SharedCauseKind kind : SharedCauseKind.values()) {
      Gauge.builder(
              "todoku.outage.accounts",
              () -> open.get().map(all -> (double) all.getOrDefault(kind, 0)).orElse(Double.NaN))
          .description("Accounts in which a problem of Todoku itself hides what was known")
          .tag("cause", kind.id())
          .register(registry);
    }
  }

  private void registerExpiries(MeterRegistry registry) {
    RefreshedValue<Optional<Map<ExpiryKey, Integer>>> expiries =
        new RefreshedValue<>(
            "What ends soon",
            REFRESH_INTERVAL,
            Optional.empty(),
            () -> Optional.of(countExpiries()));
    for (String type : List.of("waiver", "attestation")) {
      for (int days : DAYS) {
        ExpiryKey key = new ExpiryKey(type, days);
        Gauge.builder(
                "todoku.expiries",
                () ->
                    expiries.get().map(all -> (double) all.getOrDefault(key, 0)).orElse(Double.NaN))
            .description("Waivers and attestations that end within so many days")
            .tag("type", type)
            .tag("within", days + "d")
            .register(registry);
      }
    }
  }

  private Map<ExpiryKey, Integer> countExpiries() {
    LocalDate today = LocalDate.now(clock);
    Map<ExpiryKey, Integer> counts = new HashMap<>();
    for (Account account : accounts.all()) {
      if (!account.isSample()) {
        count("waiver", waivers.of(account.id()).stream().map(Waiver::expires), today, counts);
        count(
            "attestation",
            attestations.of(account.id()).stream()
                .map(Attestation::expires)
                .filter(Objects::nonNull),
            today,
            counts);
      }
    }
    return counts;
  }

  private static void count(
      String type, Stream<LocalDate> ends, LocalDate today, Map<ExpiryKey, Integer> counts) {
    ends.filter(end -> !end.isBefore(today))
        .forEach(end ->
            DAYS.stream()
                .filter(days -> !end.isAfter(today.plusDays(days)))
                .forEach(days -> counts.merge(new ExpiryKey(type, days), 1, Integer::sum)));
  }
}
