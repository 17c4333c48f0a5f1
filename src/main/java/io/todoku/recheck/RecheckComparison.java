package io.todoku.recheck;

import io.todoku.account.Account;
import io.todoku.checklist.Wording;
import io.todoku.history.AccountHistory.JudgedSnapshot;
import io.todoku.recheck.RecheckView.FindingSide;
import io.todoku.recheck.RecheckView.ObservedAt;
import io.todoku.recheck.RecheckView.RecheckedFinding;
import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.scan.Scans.RecheckState;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Recheck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares findings before and after a recheck.
 *
 * @param before null where the earlier snapshot is no longer stored, or not needed
 * @param after null until the recheck has ended
 */
record RecheckComparison(
    RecheckTarget target,
    @Nullable List<Finding> before,
    @Nullable JudgedSnapshot after,
    Wording wording) {

  /** What cannot be observed again of an account that Todoku does not reach. */
  private static final Set<String> FROM_FILE = Set.of("aws", "smtp", "mailbox");

  RecheckView view(Account account, RecheckState state, Instant now) {
    Recheck recheck = after == null ? null : after.snapshot().recheck();
    Instant end = Objects.requireNonNullElse(state.finishedAt(), now);
    return new RecheckView(
        state.run(),
        account.id(),
        AccountFacts.title(account.client(), account.name()),
        target,
        state.state(),
        state.startedAt(),
        state.finishedAt(),
        Math.max(0, Duration.between(state.startedAt(), end).toSeconds()),
        state.activity(),
        findings(),
        recheck == null
            ? List.of()
            : recheck.obstacles().stream().map(wording::of).distinct().toList(),
        recheck == null ? null : recheck.replacement(),
        after == null ? null : after.snapshot().finishedAt(),
        !account.hasAwsAccess() && restsOnTheFile());
  }

  private List<RecheckedFinding> findings() {
    Map<String, Finding> old = byName(before);
    Map<String, Finding> current = byName(findingsNow());
    Set<String> names = new LinkedHashSet<>(old.keySet());
    names.addAll(current.keySet());
    Predicate<Finding> coverage = target.coverage();
    List<RecheckedFinding> chosen = new ArrayList<>();
    List<RecheckedFinding> others = new ArrayList<>();
    for (String name : names) {
      RecheckedFinding compared = compare(name, old.get(name), current.get(name), coverage);
      if (compared.target()) {
        chosen.add(compared);
      } else if (before != null && after != null && compared.changed()) {
        others.add(compared);
      }
    }
    return Stream.concat(chosen.stream(), others.stream()).toList();
  }

  private @Nullable List<Finding> findingsNow() {
    return after == null ? null : after.findings();
  }

  private static Map<String, Finding> byName(@Nullable List<Finding> findings) {
    Map<String, Finding> byName = new LinkedHashMap<>();
    if (findings != null) {
      findings.forEach(finding -> byName.putIfAbsent(RecheckTarget.nameOf(finding), finding));
    }
    return byName;
  }

  private RecheckedFinding compare(
      String name, @Nullable Finding old, @Nullable Finding current, Predicate<Finding> coverage) {
    Finding any = current != null ? current : Objects.requireNonNull(old);
    return new RecheckedFinding(
        name,
        any.rule(),
        wording.ruleTitle(any.rule()),
        any.resource().label(),
        coverage.test(any),
        side(old),
        side(current));
  }

  private @Nullable FindingSide side(@Nullable Finding finding) {
    return finding == null
        ? null
        : new FindingSide(
            finding.verdict().name(),
            wording.of(finding.summary()),
            finding.unknownReason() == null ? null : wording.of(finding.unknownReason()),
            observed(finding));
  }

  private static List<ObservedAt> observed(Finding finding) {
    Map<String, Instant> earliest = new LinkedHashMap<>();
    for (Evidence evidence : finding.evidence()) {
      earliest.merge(
          evidence.source(),
          evidence.at(),
          (first, second) -> first.isBefore(second) ? first : second);
    }
    return earliest.entrySet().stream()
        .map(entry -> new ObservedAt(entry.getKey(), entry.getValue()))
        .toList();
  }

  private boolean restsOnTheFile() {
    return Stream.of(byName(before), byName(findingsNow()))
        .flatMap(findings -> findings.values().stream())
        .filter(target.coverage())
        .flatMap(finding -> finding.evidence().stream())
        .anyMatch(evidence -> FROM_FILE.contains(evidence.source()));
  }
}
