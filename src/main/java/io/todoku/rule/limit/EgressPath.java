package io.todoku.rule.limit;

import io.todoku.rule.Remedy;
import io.todoku.rule.Resource;
import io.todoku.rule.Sender;
import io.todoku.rule.Senders;
import io.todoku.rule.Text;
import io.todoku.rule.limit.NetworkAclFilter.EphemeralPorts;
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
final class EgressPath {

  private static final String INTERFACES = "ec2:DescribeNetworkInterfaces";

  private final Snapshot snapshot;
  private final RegionInventory region;
  private final Sender sender;
  private final Instant at;

  EgressPath(Snapshot snapshot, RegionInventory region, Sender sender) {
    this.snapshot = snapshot;
    this.region = region;
    this.sender = sender;
    this.at = snapshot.finishedAt();
  }

  List<PathComponent> components() {
    if (region.networkInterfaces() instanceof Unknown<List<NetworkInterface>>(Reason reason)) {
      return List.of(PathComponent.unknown(sender.address(), reason, at, Remedy.NONE));
    }
    List<NetworkInterface> own = interfaces(nic -> nic.hasAddress(sender.address()));
    if (own.isEmpty()) {
      return List.of(unlistedComponent(sender.address()));
    }
    return sender.resource().type() == Resource.Type.NAT_GATEWAY
        ? natGatewayComponents(own.getFirst())
        : instanceComponents(own.getFirst(), sender.address().contains(":"));
  }

  private List<NetworkInterface> interfaces(Predicate<NetworkInterface> which) {
    return region.networkInterfaces().orElse(List.of()).stream().filter(which).toList();
  }

  private List<PathComponent> instanceComponents(NetworkInterface nic, boolean ipv6) {
    NetworkAclFilter acl = new NetworkAclFilter(region, nic.subnetId(), at);
    return List.of(
        SecurityGroupFilter.of(region, nic.securityGroupIds(), ipv6, at),
        acl.outbound(ipv6),
        acl.returnTraffic(ipv6, EphemeralPorts.LINUX));
  }

  /** A gateway has no security groups: those of the instances behind it decide. */
  private List<PathComponent> natGatewayComponents(NetworkInterface own) {
    NetworkAclFilter acl = new NetworkAclFilter(region, own.subnetId(), at);
    List<PathComponent> gates = new ArrayList<>();
    gates.add(acl.outbound(false));
    gates.add(acl.returnTraffic(false, EphemeralPorts.ANY));
    String gateway = sender.resource().id();
    List<Instance> behind = Senders.instancesBehind(snapshot, region, gateway);
    if (behind.isEmpty()) {
      gates.add(
          PathComponent.unknown(
              gateway,
              Reason.of(Cause.NOT_ASKED, "ec2:DescribeRouteTables " + gateway, ""),
              at,
              new Remedy(List.of(Text.of(SmtpEgressOpen.ID + ".do.tag", gateway)), List.of())));
    }
    for (Instance instance : behind) {
      gates.addAll(componentsBehindNatGateway(instance, own, acl));
    }
    return gates;
  }

  private List<PathComponent> componentsBehindNatGateway(
      Instance instance, NetworkInterface gateway, NetworkAclFilter around) {
    List<NetworkInterface> own = interfaces(n -> instance.id().equals(n.instanceId()));
    if (own.isEmpty()) {
      return List.of(unlistedComponent(instance.id()));
    }
    List<PathComponent> gates = new ArrayList<>();
    for (NetworkInterface nic : own) {
      gates.addAll(instanceComponents(nic, false));
      if (!Objects.equals(nic.subnetId(), gateway.subnetId())) {
        gates.add(around.fromInstances(nic.subnetId()));
      }
    }
    return own.size() == 1 ? gates : gates.stream().map(g -> asUncertain(g, instance)).toList();
  }

  /** Which of several interfaces mail leaves by is not seen: only what all let through is sure. */
  private static PathComponent asUncertain(PathComponent gate, Instance instance) {
    return switch (gate.reachability()) {
      case Known<Reachability>(Reachability passage) when passage != Reachability.OPEN ->
          new PathComponent(
              gate.kind(),
              gate.id(),
              Observed.unknown(
                  Reason.of(Cause.INCONCLUSIVE, INTERFACES + " " + instance.id(), gate.id())),
              gate.evidence(),
              Remedy.NONE);
      case Known<Reachability> _, Unknown<Reachability> _ -> gate;
    };
  }

  private PathComponent unlistedComponent(String what) {
    return PathComponent.unknown(
        what, Reason.of(Cause.MALFORMED, INTERFACES, what), at, Remedy.NONE);
  }
}
