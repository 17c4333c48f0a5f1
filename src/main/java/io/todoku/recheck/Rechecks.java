package io.todoku.recheck;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.todoku.account.Account;
import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.archive.SnapshotStore;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.Checklists;
import io.todoku.checklist.Wording;
import io.todoku.collect.RecheckScope;
import io.todoku.history.AccountHistory;
import io.todoku.history.AccountHistory.JudgedSnapshot;
import io.todoku.recheck.RecheckRefusedException.Refusal;
import io.todoku.rule.Finding;
import io.todoku.scan.Scans;
import io.todoku.scan.Scans.RecheckState;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.Snapshot;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Starts rechecks and compares what they found with what was found before. */
@Component
class Rechecks {

  private static final int MAX_KEPT = 200;

  /** The most questions to DNS of one recheck, beside those about its addresses and domains. */
  private static final int MAX_QUESTIONS = 20_000;

  private static final Duration KEPT = Duration.ofMinutes(1);

  private final Checklists checklists;
  private final SnapshotStore snapshots;
  private final AccountHistory history;
  private final Scans scans;
  private final Clock clock;
  private final Cache<EndedRecheck, RecheckView> ended =
      Caffeine.newBuilder().maximumSize(MAX_KEPT).expireAfterWrite(KEPT).build();

  /** In one language. */
  private record EndedRecheck(String account, UUID run, Locale locale) {}

  Rechecks(
      Checklists checklists,
      SnapshotStore snapshots,
      AccountHistory history,
      Scans scans,
      Clock clock) {
    this.checklists = checklists;
    this.snapshots = snapshots;
    this.history = history;
    this.scans = scans;
    this.clock = clock;
  }

  /**
   * Starts a recheck.
   *
   * @return its run; that of the same recheck where one is under way
   * @throws RecheckRefusedException if nothing can be checked now
   */
  UUID start(Account account, RecheckTarget target) {
    if (account.isSample()) {
      throw new RecheckRefusedException(Refusal.SAMPLE);
    }
    List<Finding> findings =
        checklists
            .of(account)
            .orElseThrow(() -> new RecheckRefusedException(Refusal.NEVER_SCANNED))
            .items()
            .stream()
            .map(Checklist.Item::finding)
            .filter(target.coverage())
            .toList();
    Snapshot newest =
        snapshots
            .newestWithAttestations(account)
            .orElseThrow(() -> new RecheckRefusedException(Refusal.NEVER_SCANNED));
    if (findings.isEmpty() && !isKnown(newest, target)) {
      throw new RecheckRefusedException(Refusal.NOT_THERE);
    }
    RecheckScope scope = RecheckScopeBuilder.of(newest, target, findings, account.hasAwsAccess());
    if (scope.isEmpty()) {
      throw new RecheckRefusedException(
          account.hasAwsAccess() ? Refusal.ONLY_SCAN : Refusal.ONLY_AWS);
    }
    RecheckTarget known = target.only(findings);
    if (known.isTooLarge() || scope.questions().size() > MAX_QUESTIONS) {
      throw new RecheckRefusedException(Refusal.TOO_MANY);
    }
    return scans
        .startRecheck(account, known.text(), scope)
        .orElseThrow(() ->
            new RecheckRefusedException(
                scans.runningRun(account.id()).isPresent() ? Refusal.SCANNING : Refusal.BUSY));
  }

  /** The findings that a cause hides; none where the account has no such cause. */
  RecheckTarget hiddenBy(Account account, String causeId) {
    return RecheckTarget.ofFindings(
        checklists.of(account).stream()
            .flatMap(list -> list.causes().stream())
            .filter(cause -> cause.id().equals(causeId))
            .flatMap(cause -> cause.items().stream())
            .map(item -> RecheckTarget.nameOf(item.finding()))
            .toList());
  }

  private static boolean isKnown(Snapshot snapshot, RecheckTarget target) {
    String name = target.names().isEmpty() ? "" : target.names().getFirst();
    return switch (target.kind()) {
      case FINDINGS -> false;
      case ADDRESS ->
          snapshot.knownRegions().stream()
              .flatMap(region -> PublicAddress.in(region).stream())
              .anyMatch(address -> address.address().equals(name));
      case DOMAIN ->
          snapshot.account().mailDomains().stream()
              .anyMatch(domain -> DnsLookup.canonical(domain.name()).equals(name));
    };
  }

  /** A recheck and what it found so far; empty if there is none of that id. */
  Optional<RecheckView> view(Account account, UUID run, Wording wording) {
    return scans
        .recheck(account.id(), run)
        .map(state -> view(account, state, wording.about(account)));
  }

  /**
   * The same as a page shows it, which asks every second: a running one without findings. One that
   * has ended is kept for a while, because two whole snapshots are judged for it.
   */
  Optional<RecheckView> shown(Account account, UUID run, Wording wording) {
    EndedRecheck key = new EndedRecheck(account.id(), run, wording.locale());
    return Optional.ofNullable(ended.getIfPresent(key))
        .or(() ->
            scans
                .recheck(account.id(), run)
                .map(state -> {
                  if (state.state() == ScanState.RUNNING) {
                    return compare(account, state, null, null, wording);
                  }
                  RecheckView view = view(account, state, wording.about(account));
                  ended.put(key, view);
                  return view;
                }));
  }

  private RecheckView view(Account account, RecheckState state, Wording wording) {
    UUID base = state.base();
    Optional<List<Finding>> before =
        base == null
            ? checklists.of(account).map(Rechecks::findings)
            : history.judged(account, base).map(JudgedSnapshot::findings);
    Optional<JudgedSnapshot> after =
        state.state() == ScanState.DONE ? history.judged(account, state.run()) : Optional.empty();
    return compare(account, state, before.orElse(null), after.orElse(null), wording);
  }

  private RecheckView compare(
      Account account,
      RecheckState state,
      @Nullable List<Finding> before,
      @Nullable JudgedSnapshot after,
      Wording wording) {
    return new RecheckComparison(RecheckTarget.parse(state.target()), before, after, wording)
        .view(account, state, clock.instant());
  }

  private static List<Finding> findings(Checklist list) {
    return list.items().stream().map(Checklist.Item::finding).toList();
  }
}
