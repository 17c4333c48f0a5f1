package io.todoku.rule.limit;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Senders;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Security groups and network ACLs let each sender out to TCP port 25, and the answers back. */
@Component
class SmtpEgressOpen implements Rule {

  static final String ID = "smtp-egress-open";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.LIMITS).order(36);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return Senders.judgeEach(
        ID,
        snapshot,
        sender ->
            snapshot.knownRegions().stream()
                .filter(region -> !sender.idle() && region.name().equals(sender.region()))
                .map(region -> judge(snapshot, region, sender)));
  }

  /** What is shown to be closed decides; a doubt outweighs what passes in part. */
  private static Finding judge(Snapshot snapshot, RegionInventory region, Sender sender) {
    List<PathComponent> gates = new EgressPath(snapshot, region, sender).components();
    return Stream.of(
            findingFor(
                sender,
                gates,
                Verdict.FAIL,
                "fail.",
                gate -> gate.hasReachability(Reachability.CLOSED)),
            findingFor(
                sender,
                gates,
                Verdict.UNKNOWN,
                "unknown.",
                g -> g.reachability() instanceof Unknown),
            findingFor(
                sender,
                gates,
                Verdict.WARN,
                "warn.",
                gate -> gate.hasReachability(Reachability.PARTLY)))
        .flatMap(finding -> finding)
        .findFirst()
        .orElseGet(() ->
            finding(
                sender,
                Verdict.PASS,
                "pass",
                gates.stream().map(PathComponent::id).distinct().collect(Collectors.joining(", ")),
                null,
                gates,
                Remedy.NONE));
  }

  private static Stream<Finding> findingFor(
      Sender sender,
      List<PathComponent> gates,
      Verdict verdict,
      String key,
      Predicate<PathComponent> which) {
    List<PathComponent> decisive = gates.stream().filter(which).toList();
    return decisive.stream()
        .limit(1)
        .map(first ->
            finding(
                sender,
                verdict,
                key + first.kind().key(),
                first.id(),
                first.reachability() instanceof Unknown<Reachability>(Reason reason)
                    ? reason
                    : null,
                gates,
                remedy(decisive, verdict)));
  }

  /** What would open all that is closed; of what is not known, only how to know it. */
  private static Remedy remedy(List<PathComponent> decisive, Verdict verdict) {
    List<Remedy> remedies =
        decisive.stream()
            .filter(g ->
                verdict != Verdict.UNKNOWN || g.kind() == PathComponent.PathComponentKind.UNKNOWN)
            .map(PathComponent::remedy)
            .distinct()
            .toList();
    return new Remedy(
        remedies.stream().flatMap(r -> r.steps().stream()).toList(),
        remedies.stream().flatMap(r -> r.commands().stream()).toList());
  }

  private static Finding finding(
      Sender sender,
      Verdict verdict,
      String key,
      String what,
      @Nullable Reason reason,
      List<PathComponent> gates,
      Remedy remedy) {
    List<Evidence> evidence = gates.stream().map(PathComponent::evidence).distinct().toList();
    return new Finding(
        ID,
        sender.resource(),
        verdict,
        Text.of(ID + "." + key, sender.address(), what),
        reason,
        evidence,
        remedy);
  }
}
