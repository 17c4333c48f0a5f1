package io.todoku.rule.limit;

import io.todoku.rule.Remedy;
import io.todoku.rule.Resource;
import io.todoku.rule.Sender;
import io.todoku.rule.Senders;
import io.todoku.rule.Senders.HostBehind;
import io.todoku.rule.Text;
import io.todoku.rule.limit.NetworkAclFilter.EphemeralPorts;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.RegionInventory;
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
    List<NetworkInterface> interfaces = interfaces(nic -> nic.hasAddress(sender.address()));
    if (interfaces.isEmpty()) {
      return List.of(unlistedComponent(sender.address()));
    }
    return sender.resource().type() == Resource.Type.NAT_GATEWAY
        ? natGatewayComponents(interfaces.getFirst())
        : instanceComponents(interfaces.getFirst(), sender.address().contains(":"));
  }

  private List<NetworkInterface> interfaces(Predicate<NetworkInterface> filter) {
    return region.networkInterfaces().orElse(List.of()).stream().filter(filter).toList();
  }

  private List<PathComponent> instanceComponents(NetworkInterface nic, boolean ipv6) {
    NetworkAclFilter acl = new NetworkAclFilter(region, nic.subnetId(), at);
    return List.of(
        SecurityGroupFilter.of(region, nic.securityGroupIds(), ipv6, at),
        acl.outbound(ipv6),
        acl.returnTraffic(ipv6, EphemeralPorts.LINUX));
  }

  /** A NAT gateway has no security groups, so those of the hosts behind it decide. */
  private List<PathComponent> natGatewayComponents(NetworkInterface gatewayInterface) {
    NetworkAclFilter acl = new NetworkAclFilter(region, gatewayInterface.subnetId(), at);
    List<PathComponent> components = new ArrayList<>();
    components.add(acl.outbound(false));
    components.add(acl.returnTraffic(false, EphemeralPorts.ANY));
    String gateway = sender.resource().id();
    List<HostBehind> behind = Senders.hostsBehind(snapshot, region, gateway);
    if (behind.isEmpty()) {
      components.add(
          PathComponent.unknown(
              gateway,
              Reason.of(Cause.NOT_ASKED, "ec2:DescribeRouteTables " + gateway, ""),
              at,
              new Remedy(List.of(Text.of(SmtpEgressOpen.ID + ".do.tag", gateway)), List.of())));
    }
    for (HostBehind host : behind) {
      components.addAll(componentsBehindNatGateway(host, gatewayInterface, acl));
    }
    return components;
  }

  private List<PathComponent> componentsBehindNatGateway(
      HostBehind host, NetworkInterface gatewayInterface, NetworkAclFilter gatewayAcl) {
    List<NetworkInterface> interfaces = host.interfaces();
    if (interfaces.isEmpty()) {
      return List.of(unlistedComponent(host.id()));
    }
    List<PathComponent> components = new ArrayList<>();
    for (NetworkInterface nic : interfaces) {
      components.addAll(instanceComponents(nic, false));
      if (!Objects.equals(nic.subnetId(), gatewayInterface.subnetId())) {
        components.add(gatewayAcl.fromInstances(nic.subnetId()));
      }
    }
    return interfaces.size() == 1
        ? components
        : components.stream().map(component -> asUncertain(component, host)).toList();
  }

  /**
   * UNKNOWN unless open, because it is not known by which of several interfaces mail leaves: only
   * what all of them let through is certain.
   */
  private static PathComponent asUncertain(PathComponent component, HostBehind host) {
    return switch (component.reachability()) {
      case Known<Reachability>(Reachability reachability) when reachability != Reachability.OPEN ->
          new PathComponent(
              component.kind(),
              component.id(),
              Observed.unknown(
                  Reason.of(Cause.INCONCLUSIVE, INTERFACES + " " + host.id(), component.id())),
              component.evidence(),
              Remedy.NONE);
      case Known<Reachability> _, Unknown<Reachability> _ -> component;
    };
  }

  private PathComponent unlistedComponent(String id) {
    return PathComponent.unknown(id, Reason.of(Cause.MALFORMED, INTERFACES, id), at, Remedy.NONE);
  }
}
