package io.todoku.recheck;

import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.snapshot.Recheck.ReplacedObservations;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
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

  /** Whether it is about one finding. */
  public boolean single() {
    return findings.stream().filter(RecheckedFinding::target).count() == 1;
  }

  /** How many of the findings that it is about came out in which way, without those that do not. */
  public Map<RecheckOutcome, Long> outcomes() {
    return findings.stream()
        .filter(RecheckedFinding::target)
        .flatMap(finding -> RecheckOutcome.of(finding).stream())
        .collect(
            Collectors.groupingBy(
                Function.identity(),
                () -> new EnumMap<>(RecheckOutcome.class),
                Collectors.counting()));
  }

  /** What a recheck brought for one of the findings that it is about. */
  enum RecheckOutcome {
    /** It failed or was a warning; now it passes or is gone. */
    FIXED,
    /** It was not known or not there; now it passes. */
    PASSES,
    FAILS,
    WARNS,
    /** It was known and is not known now. */
    NO_LONGER_KNOWN,
    /** It was not there, and is not known. */
    NOT_KNOWN,
    /** It needs the same as before. */
    STILL_OPEN;

    /** Empty where there was nothing to do and is nothing to do. */
    static Optional<RecheckOutcome> of(RecheckedFinding finding) {
      String before = finding.before() == null ? "" : finding.before().verdict();
      String after = finding.after() == null ? "" : finding.after().verdict();
      boolean failed = before.equals("FAIL") || before.equals("WARN");
      if (before.equals(after)) {
        return isOpen(finding.after()) ? Optional.of(STILL_OPEN) : Optional.empty();
      }
      return switch (after) {
        case "FAIL" -> Optional.of(FAILS);
        case "WARN" -> Optional.of(WARNS);
        case "UNKNOWN" -> Optional.of(before.isEmpty() ? NOT_KNOWN : NO_LONGER_KNOWN);
        case "PASS" -> failed ? Optional.of(FIXED) : Optional.of(PASSES);
        case "" -> failed ? Optional.of(FIXED) : Optional.empty();
        default -> Optional.empty(); // what no longer applies was not fixed: a PTR removed, say
      };
    }
  }

  private static boolean isOpen(@Nullable FindingSide side) {
    return side != null
        && !side.verdict().equals("PASS")
        && !side.verdict().equals("NOT_APPLICABLE");
  }
}
