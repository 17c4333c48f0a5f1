package io.todoku.rule.limit;

import io.todoku.rule.Remedy;
import io.todoku.rule.Resource;
import io.todoku.rule.Sender;
import io.todoku.rule.Senders;
import io.todoku.rule.Text;
import io.todoku.rule.limit.AclGate.Ephemeral;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** Everything that mail passes within AWS on its way from an instance to the Internet. */
final class WayOut {

  private static final String INTERFACES = "ec2:DescribeNetworkInterfaces";

  private final Snapshot snapshot;
  private final RegionInventory region;
  private final Sender sender;
  private final Instant at;

  WayOut(Snapshot snapshot, RegionInventory region, Sender sender) {
    this.snapshot = snapshot;
    this.region = region;
    this.sender = sender;
    this.at = snapshot.finishedAt();
  }

  List<Gate> gates() {
    if (region.networkInterfaces() instanceof Unknown<List<NetworkInterface>>(Reason reason)) {
      return List.of(Gate.unseen(sender.address(), reason, at, Remedy.NONE));
    }
    List<NetworkInterface> own = interfaces(nic -> nic.holds(sender.address()));
    if (own.isEmpty()) {
      return List.of(unlisted(sender.address()));
    }
    return sender.resource().type() == Resource.Type.NAT_GATEWAY
        ? byGateway(own.getFirst())
        : instance(own.getFirst(), sender.address().contains(":"));
  }

  private List<NetworkInterface> interfaces(Predicate<NetworkInterface> which) {
    return region.networkInterfaces().orElse(List.of()).stream().filter(which).toList();
  }

  private List<Gate> instance(NetworkInterface nic, boolean ipv6) {
    AclGate acl = new AclGate(region, nic.subnetId(), at);
    return List.of(
        GroupGate.of(region, nic.securityGroupIds(), ipv6, at),
        acl.out(ipv6),
        acl.back(ipv6, Ephemeral.LINUX));
  }

  /** A gateway has no security groups: those of the instances behind it decide. */
  private List<Gate> byGateway(NetworkInterface own) {
    AclGate acl = new AclGate(region, own.subnetId(), at);
    List<Gate> gates = new ArrayList<>();
    gates.add(acl.out(false));
    gates.add(acl.back(false, Ephemeral.ANY));
    String gateway = sender.resource().id();
    List<Instance> behind = Senders.behind(snapshot, region, gateway);
    if (behind.isEmpty()) {
      gates.add(
          Gate.unseen(
              gateway,
              Reason.of(Cause.NOT_ASKED, "ec2:DescribeRouteTables " + gateway, ""),
              at,
              new Remedy(List.of(Text.of(SmtpEgressOpen.ID + ".do.tag", gateway)), List.of())));
    }
    for (Instance instance : behind) {
      gates.addAll(behind(instance, own, acl));
    }
    return gates;
  }

  private List<Gate> behind(Instance instance, NetworkInterface gateway, AclGate around) {
    List<NetworkInterface> own = interfaces(n -> instance.id().equals(n.instanceId()));
    if (own.isEmpty()) {
      return List.of(unlisted(instance.id()));
    }
    List<Gate> gates = new ArrayList<>();
    for (NetworkInterface nic : own) {
      gates.addAll(instance(nic, false));
      if (!Objects.equals(nic.subnetId(), gateway.subnetId())) {
        gates.add(around.behind(nic.subnetId()));
      }
    }
    return own.size() == 1 ? gates : gates.stream().map(g -> inDoubt(g, instance)).toList();
  }

  /** Which of several interfaces mail leaves by is not seen: only what all let through is sure. */
  private static Gate inDoubt(Gate gate, Instance instance) {
    return switch (gate.passage()) {
      case Known<Passage>(Passage passage) when passage != Passage.OPEN ->
          new Gate(
              gate.kind(),
              gate.id(),
              Observed.unknown(
                  Reason.of(Cause.INCONCLUSIVE, INTERFACES + " " + instance.id(), gate.id())),
              gate.evidence(),
              Remedy.NONE);
      case Known<Passage> _, Unknown<Passage> _ -> gate;
    };
  }

  private Gate unlisted(String what) {
    return Gate.unseen(what, Reason.of(Cause.MALFORMED, INTERFACES, what), at, Remedy.NONE);
  }
}
