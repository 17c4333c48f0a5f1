package io.todoku.recheck;

import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.snapshot.Recheck.ReplacedObservations;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recheck in one language.
 *
 * @param accountTitle client and name
 * @param finishedAt null while it is running
 * @param seconds how long it has taken so far
 * @param activity what is being done now; empty where that is not known
 * @param findings what it is about, and what else it changed
 * @param obstacles why something could not be observed again
 * @param replacement which earlier observations gave way; null until it has ended
 * @param scannedAt the time of the scan from which everything else is; null where that snapshot is
 *     no longer stored
 * @param withoutAws whether evidence from AWS could not be read again, because the account is not
 *     reached there
 */
record RecheckView(
    UUID run,
    String account,
    String accountTitle,
    RecheckTarget target,
    ScanState state,
    Instant startedAt,
    @Nullable Instant finishedAt,
    long seconds,
    String activity,
    List<RecheckedFinding> findings,
    List<String> obstacles,
    @Nullable ReplacedObservations replacement,
    @Nullable Instant scannedAt,
    boolean withoutAws) {

  private static final int FEW = 5;

  /**
   * A finding before and after.
   *
   * @param name rule, a slash and the key of the resource
   * @param target whether the recheck is about it; otherwise it changed as a consequence
   * @param before null where there was none
   * @param after null where there is none any more, or not yet
   */
  record RecheckedFinding(
      String name,
      String rule,
      String title,
      String where,
      boolean target,
      @Nullable FindingSide before,
      @Nullable FindingSide after) {

    public boolean changed() {
      return before == null
          ? after != null
          : after == null || !before.verdict().equals(after.verdict());
    }
  }

  /** A finding at one time. */
  record FindingSide(
      String verdict, String summary, @Nullable String reason, List<ObservedAt> observed) {}

  /**
   * When one source of evidence was observed.
   *
   * @param at the earliest observation
   */
  record ObservedAt(String source, Instant at) {}

  public boolean running() {
    return state == ScanState.RUNNING;
  }

  public boolean done() {
    return state == ScanState.DONE;
  }

  /** The findings to show at once: all where they are few, else those that changed. */
  public List<RecheckedFinding> shown() {
    return findings.size() <= FEW
        ? findings
        : findings.stream().filter(RecheckedFinding::changed).toList();
  }

  /** The findings that are as before, where there are too many to show at once. */
  public List<RecheckedFinding> unchanged() {
    return findings.size() <= FEW
        ? List.of()
        : findings.stream().filter(finding -> !finding.changed()).toList();
  }

  /** How many of the findings that it is about are fine now, and were not before. */
  public long fixed() {
    return findings.stream()
        .filter(finding -> finding.target() && isOpen(finding.before()) && isFine(finding.after()))
        .count();
  }

  /** How many of the findings that it is about are still open. */
  public long open() {
    return findings.stream().filter(finding -> finding.target() && isOpen(finding.after())).count();
  }

  /** What no longer applies was not fixed: a PTR that was removed, say. */
  private static boolean isFine(@Nullable FindingSide side) {
    return side == null || side.verdict().equals("PASS");
  }

  private static boolean isOpen(@Nullable FindingSide side) {
    return side != null
        && !side.verdict().equals("PASS")
        && !side.verdict().equals("NOT_APPLICABLE");
  }
}
