package io.todoku.rule.limit;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.FindingBuilder;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Senders;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Security groups and network ACLs let each sender out to TCP port 25 and let answers back. */
@Component
class SmtpEgressOpen implements Rule {

  static final String ID = "smtp-egress-open";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.LIMITS).order(36).revision(4);
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

  /** Lightsail filters nothing that leaves; SES and carriers have paths of their own. */
  private static Finding judge(Snapshot snapshot, RegionInventory region, Sender sender) {
    return switch (sender.resource().type()) {
      case SES_ADDRESS -> Finding.of(ID, sender.resource()).notApplicable("na.ses");
      case CARRIER_ADDRESS -> Finding.of(ID, sender.resource()).notApplicable("na.carrier");
      case LIGHTSAIL_ADDRESS ->
          Finding.of(ID, sender.resource())
              .evidence(
                  Evidence.aws(
                      "lightsail:GetInstances --region " + region.name(),
                      List.of(sender.resource().id() + " " + sender.address()),
                      snapshot.finishedAt()))
              .pass("pass.lightsail");
      default -> judgePath(snapshot, region, sender);
    };
  }

  /** What is known to be closed decides first, then what is unknown, then what is partly open. */
  private static Finding judgePath(Snapshot snapshot, RegionInventory region, Sender sender) {
    List<PathComponent> components = new EgressPath(snapshot, region, sender).components();
    FindingBuilder finding =
        Finding.of(ID, sender.resource())
            .evidence(components.stream().map(PathComponent::evidence).distinct().toList());
    List<PathComponent> closed = withReachability(components, Reachability.CLOSED);
    if (!closed.isEmpty()) {
      PathComponent first = closed.getFirst();
      return finding
          .fail("fail." + first.kind().key(), first.id())
          .withRemedy(openingRemedy(sender, closed));
    }
    for (PathComponent component : components) {
      if (component.reachability() instanceof Unknown<Reachability>(Reason reason)) {
        return finding
            .unknown(reason, "unknown." + component.kind().key(), component.id())
            .withRemedy(remedy(unknownPathComponents(components)));
      }
    }
    List<PathComponent> partlyOpen = withReachability(components, Reachability.PARTLY);
    if (!partlyOpen.isEmpty()) {
      PathComponent first = partlyOpen.getFirst();
      return finding
          .warn("warn." + first.kind().key(), first.id())
          .withRemedy(openingRemedy(sender, partlyOpen));
    }
    return finding.pass(
        "pass",
        components.stream().map(PathComponent::id).distinct().collect(Collectors.joining(", ")));
  }

  /** Nothing is opened for a host that may not send: whether it does is asked first. */
  private static Remedy openingRemedy(Sender sender, List<PathComponent> components) {
    return sender.sends() ? remedy(components) : Remedy.NONE;
  }

  private static List<PathComponent> withReachability(
      List<PathComponent> components, Reachability reachability) {
    return components.stream()
        .filter(component -> component.hasReachability(reachability))
        .toList();
  }

  /** The components whose remedy tells how to make them known; others would be opened by it. */
  private static List<PathComponent> unknownPathComponents(List<PathComponent> components) {
    return components.stream()
        .filter(component -> component.kind() == PathComponent.PathComponentKind.UNKNOWN)
        .toList();
  }

  private static Remedy remedy(List<PathComponent> components) {
    return components.stream().map(PathComponent::remedy).reduce(Remedy.NONE, Remedy::then);
  }
}
