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
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.LIMITS).turn(36);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return Senders.judge(
        ID,
        snapshot,
        sender ->
            snapshot.knownRegions().stream()
                .filter(region -> !sender.idle() && region.name().equals(sender.region()))
                .map(region -> judge(snapshot, region, sender)));
  }

  /** What is shown to be closed decides; a doubt outweighs what passes in part. */
  private static Finding judge(Snapshot snapshot, RegionInventory region, Sender sender) {
    List<Gate> gates = new WayOut(snapshot, region, sender).gates();
    return Stream.of(
            decided(sender, gates, Verdict.FAIL, "fail.", gate -> gate.is(Passage.CLOSED)),
            decided(
                sender, gates, Verdict.UNKNOWN, "unknown.", g -> g.passage() instanceof Unknown),
            decided(sender, gates, Verdict.WARN, "warn.", gate -> gate.is(Passage.PARTLY)))
        .flatMap(finding -> finding)
        .findFirst()
        .orElseGet(() ->
            finding(
                sender,
                Verdict.PASS,
                "pass",
                gates.stream().map(Gate::id).distinct().collect(Collectors.joining(", ")),
                null,
                gates,
                Remedy.NONE));
  }

  private static Stream<Finding> decided(
      Sender sender, List<Gate> gates, Verdict verdict, String key, Predicate<Gate> which) {
    List<Gate> decisive = gates.stream().filter(which).toList();
    return decisive.stream()
        .limit(1)
        .map(first ->
            finding(
                sender,
                verdict,
                key + first.kind().key(),
                first.id(),
                first.passage() instanceof Unknown<Passage>(Reason reason) ? reason : null,
                gates,
                remedy(decisive, verdict)));
  }

  /** What would open all that is closed; of what is not known, only how to know it. */
  private static Remedy remedy(List<Gate> decisive, Verdict verdict) {
    List<Remedy> remedies =
        decisive.stream()
            .filter(g -> verdict != Verdict.UNKNOWN || g.kind() == Gate.Kind.UNSEEN)
            .map(Gate::remedy)
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
      List<Gate> gates,
      Remedy remedy) {
    List<Evidence> evidence = gates.stream().map(Gate::evidence).distinct().toList();
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
