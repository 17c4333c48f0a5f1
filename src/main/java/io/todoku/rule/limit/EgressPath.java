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
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
    NetworkInterface own =
        region.networkInterfaces().orElse(List.of()).stream()
            .filter(nic -> nic.hasAddress(sender.address()))
            .findFirst()
            .orElse(null);
    if (sender.resource().type() == Resource.Type.NAT_GATEWAY) {
      return own == null && !isRegionalGateway()
          ? List.of(unlistedComponent(sender.address()))
          : natGatewayComponents(own);
    }
    return own == null
        ? List.of(unlistedComponent(sender.address()))
        : instanceComponents(own, sender.address().contains(":"), behindInstance(own));
  }

  /** A regional NAT gateway is in no subnet: its interfaces are those of its zones, if listed. */
  private boolean isRegionalGateway() {
    return region.natGateways().orElse(List.of()).stream()
        .anyMatch(gateway -> gateway.id().equals(sender.resource().id()) && gateway.regional());
  }

  private List<PathComponent> instanceComponents(NetworkInterface nic, boolean ipv6) {
    return instanceComponents(nic, ipv6, List.of());
  }

  private List<PathComponent> instanceComponents(
      NetworkInterface nic, boolean ipv6, List<PathComponent> behind) {
    NetworkAclFilter acl = new NetworkAclFilter(region, nic.subnetId(), at);
    List<PathComponent> components = new ArrayList<>();
    components.add(SecurityGroupFilter.of(region, nic.securityGroupIds(), ipv6, at));
    components.add(acl.outbound(ipv6));
    components.add(acl.returnTraffic(ipv6, EphemeralPorts.LINUX));
    components.addAll(behind);
    return components;
  }

  /** The hosts whose mail leaves by this interface of a NAT instance. */
  private List<PathComponent> behindInstance(NetworkInterface nic) {
    if (sender.address().contains(":")) {
      return List.of();
    }
    NetworkAclFilter acl = new NetworkAclFilter(region, nic.subnetId(), at);
    List<PathComponent> components = new ArrayList<>();
    for (HostBehind host : Senders.hostsBehind(snapshot, region, nic.id())) {
      components.addAll(componentsBehind(host, nic, acl));
    }
    return components;
  }

  /**
   * A NAT gateway has no security groups, so those of the hosts behind it decide.
   *
   * @param nic null for a regional gateway whose interface was not listed
   */
  private List<PathComponent> natGatewayComponents(@Nullable NetworkInterface nic) {
    NetworkInterface inSubnet =
        nic != null && (nic.subnetId() != null || !isRegionalGateway()) ? nic : null;
    NetworkAclFilter acl =
        inSubnet == null ? null : new NetworkAclFilter(region, inSubnet.subnetId(), at);
    List<PathComponent> components = new ArrayList<>();
    if (acl != null) {
      components.add(acl.outbound(false));
      components.add(acl.returnTraffic(false, EphemeralPorts.ANY));
    }
    String gateway = sender.resource().id();
    List<HostBehind> behind = Senders.hostsBehind(snapshot, region, gateway);
    if (behind.isEmpty()) {
      components.add(
          PathComponent.unknown(
              gateway,
              Reason.of(
                  region.routeTables() instanceof Unknown
                      ? ReasonKind.NOT_ASKED
                      : ReasonKind.INCONCLUSIVE,
                  "ec2:DescribeRouteTables " + gateway,
                  ""),
              at,
              Remedy.of(Text.of(SmtpEgressOpen.ID + ".do.tag", gateway))));
    }
    for (HostBehind host : behind) {
      components.addAll(componentsBehind(host, inSubnet, acl));
    }
    return components;
  }

  /**
   * @param translator the interface of the NAT gateway or NAT instance; null where it is in no
   *     subnet
   */
  private List<PathComponent> componentsBehind(
      HostBehind host, @Nullable NetworkInterface translator, @Nullable NetworkAclFilter acl) {
    List<NetworkInterface> interfaces = host.interfaces();
    if (interfaces.isEmpty()) {
      return List.of(unlistedComponent(host.id()));
    }
    List<PathComponent> components = new ArrayList<>();
    for (NetworkInterface nic : interfaces) {
      components.addAll(instanceComponents(nic, false));
      if (translator != null
          && acl != null
          && !Objects.equals(nic.subnetId(), translator.subnetId())) {
        components.add(acl.fromInstances(nic.subnetId()));
      }
      if (translator != null && !translator.securityGroupIds().isEmpty()) {
        components.add(SecurityGroupFilter.inbound(region, translator.securityGroupIds(), nic, at));
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
                  Reason.of(ReasonKind.INCONCLUSIVE, INTERFACES + " " + host.id(), component.id())),
              component.evidence(),
              Remedy.NONE);
      case Known<Reachability> _, Unknown<Reachability> _ -> component;
    };
  }

  private PathComponent unlistedComponent(String id) {
    return PathComponent.unknown(
        id, Reason.of(ReasonKind.MALFORMED, INTERFACES, id), at, Remedy.NONE);
  }
}
