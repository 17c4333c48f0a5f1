package io.todoku.recheck;

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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Starts rechecks and compares what they found with what was found before. */
@Component
class Rechecks {

  private final Checklists checklists;
  private final SnapshotStore snapshots;
  private final AccountHistory history;
  private final Scans scans;
  private final Clock clock;

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
            .filter(target::covers)
            .toList();
    Snapshot newest = snapshots.newestWithAttestations(account).orElseThrow();
    if (findings.isEmpty() && !isKnown(newest, target)) {
      throw new RecheckRefusedException(Refusal.NOT_THERE);
    }
    RecheckScope scope = RecheckScopeBuilder.of(newest, target, findings, account.hasAwsAccess());
    if (scope.isEmpty()) {
      throw new RecheckRefusedException(
          account.hasAwsAccess() ? Refusal.ONLY_SCAN : Refusal.ONLY_AWS);
    }
    return scans
        .startRecheck(account, target.only(findings).text(), scope)
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
    return scans.recheck(account.id(), run).map(state -> view(account, state, wording));
  }

  private RecheckView view(Account account, RecheckState state, Wording wording) {
    RecheckTarget target = RecheckTarget.parse(state.target());
    UUID base = state.base();
    Optional<JudgedSnapshot> before =
        base == null
            ? checklists
                .of(account)
                .flatMap(list ->
                    snapshots
                        .newestAsCollected(account.id())
                        .map(snapshot -> new JudgedSnapshot(snapshot, findings(list))))
            : history.judged(account, base);
    Optional<JudgedSnapshot> after =
        state.state() == ScanState.DONE ? history.judged(account, state.run()) : Optional.empty();
    return new RecheckComparison(target, before.orElse(null), after.orElse(null), wording)
        .view(account, state, clock.instant());
  }

  private static List<Finding> findings(Checklist list) {
    return list.items().stream().map(Checklist.Item::finding).toList();
  }
}
