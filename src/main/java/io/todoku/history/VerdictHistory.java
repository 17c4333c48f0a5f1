package io.todoku.history;

import io.todoku.account.Account;
import io.todoku.archive.SnapshotStore;
import io.todoku.history.AccountHistory.FinishedScan;
import io.todoku.history.Visibility.PlaceVisibility;
import io.todoku.rule.Finding;
import io.todoku.rule.Resource;
import io.todoku.rule.RuleEngine;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the kept scans say of one finding, by today's rules with the attestations recorded by then.
 */
@Component
public class VerdictHistory {

  /** How many scans are looked at, because each has to be read and judged. */
  static final int MAX_SCANS = 50;

  private final AccountHistory history;
  private final SnapshotStore snapshots;
  private final RuleEngine judge;

  VerdictHistory(AccountHistory history, SnapshotStore snapshots, RuleEngine judge) {
    this.history = history;
    this.snapshots = snapshots;
    this.judge = judge;
  }

  /**
   * A scan after which a finding was another than before.
   *
   * @param at when the scan, or the recheck, finished
   * @param before null where it was not found before
   * @param verdict null where it is not found any more
   * @param summary its sentence; null where it has none, because its place could not be read or it
   *     is gone
   */
  public record VerdictChange(
      Instant at, @Nullable Verdict before, @Nullable Verdict verdict, @Nullable Text summary) {}

  /**
   * The changes of a finding's verdict or sentence.
   *
   * @param changes oldest first; the first one is of the first scan that has the finding
   * @param since when the oldest scan finished that was looked at; null without scans
   */
  public record VerdictChanges(List<VerdictChange> changes, @Nullable Instant since) {}

  /** The changes over the newest scans that are kept. */
  @Transactional(readOnly = true)
  public VerdictChanges of(Account account, String rule, Resource resource) {
    List<FinishedScan> scans =
        history.finishedScans(account.id()).stream().limit(MAX_SCANS).toList().reversed();
    List<VerdictChange> changes = new ArrayList<>();
    Function<UUID, Optional<Snapshot>> stored = snapshots.judgedAtScanTime(account);
    for (FinishedScan scan : scans) {
      stored.apply(scan.run()).ifPresent(snapshot -> addChange(snapshot, rule, resource, changes));
    }
    return new VerdictChanges(
        List.copyOf(changes), scans.isEmpty() ? null : scans.getFirst().finishedAt());
  }

  private void addChange(
      Snapshot snapshot, String rule, Resource resource, List<VerdictChange> changes) {
    @Nullable VerdictChange last = changes.isEmpty() ? null : changes.getLast();
    @Nullable Verdict before = last == null ? null : last.verdict();
    Optional<Finding> found =
        judge.judge(snapshot, rule).stream()
            .filter(finding -> finding.resource().key().equals(resource.key()))
            .findFirst();
    @Nullable Verdict verdict =
        found.map(Finding::verdict).orElseGet(() -> withoutFinding(snapshot, resource, before));
    @Nullable Text summary = found.map(Finding::summary).orElse(null);
    boolean isSame =
        last == null
            ? verdict == null
            : verdict == before && Objects.equals(summary, last.summary());
    if (!isSame) {
      changes.add(new VerdictChange(snapshot.observedUntil(), before, verdict, summary));
    }
  }

  /** What was found once is unknown while its place cannot be read, and gone otherwise. */
  private static @Nullable Verdict withoutFinding(
      Snapshot snapshot, Resource resource, @Nullable Verdict before) {
    return before != null && Visibility.of(snapshot, resource) == PlaceVisibility.HIDDEN
        ? Verdict.UNKNOWN
        : null;
  }
}
