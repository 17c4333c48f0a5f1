package io.todoku.checklist;

import io.todoku.account.Waiver;
import io.todoku.checklist.Checklist.Coverage;
import io.todoku.checklist.Checklist.Item;
import io.todoku.checklist.Checklist.Looked;
import io.todoku.checklist.Checklist.Readiness;
import io.todoku.checklist.Checklist.ScanFacts;
import io.todoku.rule.Finding;
import io.todoku.rule.Judge;
import io.todoku.rule.RuleInfo.Level;
import io.todoku.rule.Sender;
import io.todoku.rule.Verdict;
import io.todoku.scan.FindingKey;
import io.todoku.scan.Past;
import io.todoku.scan.Sight;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Outcome;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Snapshot;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes a checklist from a snapshot: the rules' findings, with people's waivers laid over. */
@Component
public class ChecklistMaker {

  private final Judge judge;

  public ChecklistMaker(Judge judge) {
    this.judge = judge;
  }

  /** Of an account that nothing is remembered of. */
  public Checklist make(Snapshot snapshot, List<Waiver> waivers) {
    return make(snapshot, waivers, Past.none(snapshot.finishedAt()));
  }

  /**
   * @param waivers of the account, whether in force or not
   * @param past what earlier scans say
   */
  public Checklist make(Snapshot snapshot, List<Waiver> waivers, Past past) {
    LocalDate today = LocalDate.ofInstant(snapshot.judgedAt(), ZoneOffset.UTC);
    List<Finding> findings = judge.judge(snapshot);
    List<Item> items =
        Stream.concat(findings.stream(), lost(past, snapshot, findings))
            .map(finding ->
                new Item(
                    judge.info(finding.rule()),
                    finding,
                    waiver(finding, waivers, today),
                    past.since(finding),
                    finding.verdict() == Verdict.UNKNOWN ? past.lastKnown(finding) : null))
            .toList();
    List<Sender> senders = Sender.allIn(snapshot);
    Outcome outcome = snapshot.outcome();
    Looked looked = looked(snapshot);
    return new Checklist(
        snapshot.account(),
        new ScanFacts(snapshot.scanId(), snapshot.startedAt(), snapshot.finishedAt(), outcome),
        readiness(items, outcome, looked),
        new Coverage(
            (int) items.stream().filter(i -> i.verdict() != Verdict.UNKNOWN).count(), items.size()),
        items,
        senders,
        looked,
        snapshot.gaps(),
        snapshot.attestations());
  }

  /**
   * @param waivers of the account, whether in force or not
   * @return the one that covers the finding; null where none does, or none is needed
   */
  public static @Nullable Waiver waiver(Finding finding, List<Waiver> waivers, LocalDate today) {
    return waivers.stream()
        .filter(w -> w.inForce(today))
        .filter(w -> w.rule().equals(finding.rule()))
        .filter(w -> finding.resource().isCalled(w.resource()))
        .filter(w -> finding.verdict() != Verdict.PASS)
        .findFirst()
        .orElse(null);
  }

  /** What was found once in places that this snapshot could not look into: unknown, not mended. */
  private Stream<Finding> lost(Past past, Snapshot snapshot, List<Finding> findings) {
    Set<FindingKey> found = findings.stream().map(FindingKey::of).collect(Collectors.toSet());
    return past.hidden().stream()
        .filter(state -> !found.contains(state.key()))
        .filter(state -> judge.knows(state.rule()))
        .flatMap(state -> Stream.ofNullable(Sight.lost(snapshot, state)));
  }

  private static Looked looked(Snapshot snapshot) {
    List<RegionInventory> regions = snapshot.knownRegions();
    return new Looked(
        regions.stream().map(RegionInventory::name).toList(),
        snapshot.regions() instanceof Known
            && regions.stream()
                .flatMap(r ->
                    Stream.of(
                        r.elasticIps(), r.networkInterfaces(), r.natGateways(), r.instances()))
                .allMatch(Known.class::isInstance));
  }

  /**
   * Only required findings count. An account whose inventory could not be read, or that has no
   * Region to look at, is never ready.
   */
  private static Readiness readiness(List<Item> items, Outcome outcome, Looked looked) {
    List<Item> deciding =
        items.stream()
            .filter(i -> i.rule().level() == Level.REQUIRED && i.waiver() == null)
            .toList();
    if (deciding.stream().anyMatch(i -> i.verdict() == Verdict.FAIL)) {
      return Readiness.NOT_READY;
    }
    boolean doubt = deciding.stream().anyMatch(i -> i.verdict() == Verdict.UNKNOWN);
    return doubt || outcome == Outcome.FAILED || looked.regions().isEmpty()
        ? Readiness.UNDETERMINED
        : Readiness.READY;
  }
}
