package io.todoku.checklist;

import io.todoku.account.Waiver;
import io.todoku.checklist.Checklist.AddressSearch;
import io.todoku.checklist.Checklist.Item;
import io.todoku.checklist.Checklist.ScanFacts;
import io.todoku.history.EarlierFindings;
import io.todoku.history.FindingKey;
import io.todoku.history.Visibility;
import io.todoku.rule.Finding;
import io.todoku.rule.RuleEngine;
import io.todoku.rule.Sender;
import io.todoku.rule.SendersBehindOtherAccounts;
import io.todoku.rule.SendersWithoutEgressPath;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.CollectionOutcome;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionAvailability;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Ses;
import io.todoku.snapshot.Snapshot;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes a checklist from a snapshot: the findings of the rules, combined with waivers. */
@Component
public class ChecklistMaker {

  private final RuleEngine judge;

  public ChecklistMaker(RuleEngine judge) {
    this.judge = judge;
  }

  /** Without history of the account. */
  public Checklist make(Snapshot snapshot, List<Waiver> waivers) {
    return make(snapshot, waivers, EarlierFindings.empty(snapshot.finishedAt()));
  }

  /**
   * @param waivers of the account, whether in force or not
   * @param past the findings of earlier scans
   */
  public Checklist make(Snapshot snapshot, List<Waiver> waivers, EarlierFindings past) {
    LocalDate today = LocalDate.ofInstant(snapshot.judgedAt(), ZoneOffset.UTC);
    List<Finding> findings = judge.judge(snapshot);
    List<Item> items =
        Stream.concat(findings.stream(), noLongerVisible(past, snapshot, findings))
            .map(finding ->
                new Item(
                    judge.info(finding.rule()),
                    finding,
                    waiverFor(finding, waivers, today),
                    past.verdictSince(finding),
                    finding.verdict() == Verdict.UNKNOWN ? past.lastKnown(finding) : null))
            .toList();
    List<Sender> senders = Sender.allIn(snapshot);
    CollectionOutcome outcome = snapshot.outcome();
    AddressSearch search = addressSearch(snapshot);
    return new Checklist(
        snapshot.account(),
        new ScanFacts(
            snapshot.scanId(),
            snapshot.startedAt(),
            snapshot.finishedAt(),
            outcome,
            snapshot.recheck() == null ? null : snapshot.observedUntil(),
            null),
        Checklist.readiness(items, outcome, search),
        Checklist.coverage(items),
        items,
        senders,
        search,
        snapshot.gaps(),
        Causes.of(items, snapshot.gaps(), snapshot.closedRegions()),
        snapshot.attestations());
  }

  /**
   * @param waivers of the account, whether in force or not
   * @return the waiver that covers the finding; null where none does, or none is needed
   */
  public static @Nullable Waiver waiverFor(Finding finding, List<Waiver> waivers, LocalDate today) {
    return waivers.stream()
        .filter(w -> w.isInForce(today))
        .filter(w -> w.rule().equals(finding.rule()))
        .filter(w -> finding.resource().matches(w.resource()))
        .filter(w -> finding.verdict() != Verdict.PASS)
        .findFirst()
        .orElse(null);
  }

  /**
   * Findings of earlier scans whose places this snapshot could not read: they are unknown, not
   * fixed.
   */
  private Stream<Finding> noLongerVisible(
      EarlierFindings past, Snapshot snapshot, List<Finding> findings) {
    Set<FindingKey> found = findings.stream().map(FindingKey::of).collect(Collectors.toSet());
    return past.hiddenFindings().stream()
        .filter(state -> !found.contains(state.key()))
        .filter(state -> judge.hasRule(state.rule()))
        .flatMap(state -> Stream.ofNullable(Visibility.findingNoLongerVisible(snapshot, state)));
  }

  private static AddressSearch addressSearch(Snapshot snapshot) {
    List<RegionInventory> regions = snapshot.knownRegions();
    return new AddressSearch(
        regions.stream().map(RegionInventory::name).toList(),
        snapshot.regions() instanceof Known
            && regions.stream()
                .flatMap(r ->
                    Stream.of(
                        r.elasticIps(), r.networkInterfaces(), r.natGateways(), r.instances()))
                .allMatch(Known.class::isInstance)
            && regions.stream().noneMatch(r -> isHidden(r.lightsail()) || isHidden(r.ses()))
            && SendersWithoutEgressPath.reasonsIn(snapshot).findAny().isEmpty(),
        SendersBehindOtherAccounts.existIn(snapshot)
            || regions.stream().anyMatch(ChecklistMaker::sendsBySes),
        snapshot.regionAvailability() instanceof Known<RegionAvailability>(var availability)
            ? availability
            : null);
  }

  /** Whether SES sends for the account: one of its domains or addresses is verified. */
  private static boolean sendsBySes(RegionInventory region) {
    return region.ses() instanceof Known<Ses>(Ses ses)
        && ses.identities().stream()
            .anyMatch(identity -> identity.verificationStatus().equals("SUCCESS"));
  }

  /** Whether a list could not be collected; older files lack it, because nobody asked. */
  private static boolean isHidden(Observed<?> list) {
    return list instanceof Unknown<?>(Reason reason) && reason.kind() != ReasonKind.NOT_ASKED;
  }
}
