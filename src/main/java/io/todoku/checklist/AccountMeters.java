package io.todoku.checklist;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.checklist.AccountStatus.RuleVerdict;
import io.todoku.checklist.DashboardRow.State;
import io.todoku.concurrent.RefreshedValue;
import io.todoku.rule.RuleEngine;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Verdict;
import io.todoku.scan.Scans;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How the accounts stand, as metrics: without the account as a label, because there can be many,
 * and without those of the sample. Every node exports the same numbers. They are NaN until all
 * accounts have been read after a start, because a part of them would be taken for all.
 */
@Component
class AccountMeters {

  private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(15);

  private final Accounts accounts;
  private final Checklists checklists;
  private final Scans scans;
  private final Clock clock;

  /**
   * @param oldestScan when the scan ended that is the longest ago, of the last scans of all
   *     accounts that could be read; null where there is none
   */
  private record Figures(
      Map<State, Integer> accounts,
      Map<RuleVerdict, Integer> findings,
      @Nullable Instant oldestScan) {}

  AccountMeters(
      Accounts accounts,
      Checklists checklists,
      Scans scans,
      RuleEngine rules,
      Clock clock,
      MeterRegistry registry) {
    this.accounts = accounts;
    this.checklists = checklists;
    this.scans = scans;
    this.clock = clock;
    RefreshedValue<Optional<Figures>> figures =
        new RefreshedValue<>(
            "How the accounts stand", REFRESH_INTERVAL, Optional.empty(), this::read);
    for (State state : State.values()) {
      Gauge.builder(
              "todoku.accounts",
              () -> number(figures, all -> all.accounts().getOrDefault(state, 0)))
          .description("Accounts by readiness")
          .tag("readiness", state.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    rules.catalogue().forEach(rule -> registerFindings(rule, figures, registry));
    Gauge.builder("todoku.scan.oldest.age", () -> oldestAge(figures))
        .description("Time since the last scan of the account that was scanned the longest ago")
        .baseUnit("seconds")
        .register(registry);
  }

  private static void registerFindings(
      RuleInfo rule, RefreshedValue<Optional<Figures>> figures, MeterRegistry registry) {
    Stream.concat(Stream.of(Verdict.values()).map(RuleVerdict::name), Stream.of(RuleVerdict.WAIVED))
        .map(verdict -> new RuleVerdict(rule.id(), verdict))
        .forEach(key ->
            Gauge.builder(
                    "todoku.findings",
                    () -> number(figures, all -> all.findings().getOrDefault(key, 0)))
                .description("Findings of the newest checklists by rule and verdict")
                .tag("rule", key.rule())
                .tag("level", rule.level().name().toLowerCase(Locale.ROOT))
                .tag("verdict", key.verdict())
                .register(registry));
  }

  private static double number(
      RefreshedValue<Optional<Figures>> figures, ToIntFunction<Figures> figure) {
    return figures.get().map(all -> (double) figure.applyAsInt(all)).orElse(Double.NaN);
  }

  private double oldestAge(RefreshedValue<Optional<Figures>> figures) {
    return figures
        .get()
        .map(Figures::oldestScan)
        .map(oldest -> Duration.between(oldest, clock.instant()).toMillis() / 1000.0)
        .orElse(Double.NaN);
  }

  private Optional<Figures> read() {
    List<Account> all = accounts.all().stream().filter(account -> !account.isSample()).toList();
    Map<String, Optional<AccountStatus>> statuses = checklists.statuses(all);
    Map<String, Instant> failed = scans.failedAt();
    Map<State, Integer> states = new EnumMap<>(State.class);
    Map<RuleVerdict, Integer> findings = new HashMap<>();
    for (Account account : all) {
      Optional<AccountStatus> status = statuses.get(account.id());
      State state = DashboardRow.of(account, status, failed.get(account.id()), false).state();
      states.merge(state, 1, Integer::sum);
      if (status != null) {
        status.ifPresent(known ->
            known.verdicts().forEach((key, count) -> findings.merge(key, count, Integer::sum)));
      }
    }
    return Optional.of(new Figures(states, findings, oldestScan(all, statuses)));
  }

  /** Accounts known from files are not scanned, and have no age that somebody could mend. */
  private @Nullable Instant oldestScan(
      List<Account> all, Map<String, Optional<AccountStatus>> statuses) {
    return all.stream()
        .filter(Account::hasAwsAccess)
        .map(account ->
            Optional.ofNullable(statuses.get(account.id()))
                .flatMap(status -> status)
                .filter(status -> !status.unreadable())
                .map(AccountStatus::scannedAt)
                .or(() -> checklists.lastRead(account))
                .orElse(null))
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }
}
