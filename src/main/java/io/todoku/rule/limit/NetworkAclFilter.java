package io.todoku.rule.limit;

import io.todoku.rule.Evidence;
import io.todoku.rule.Remedy;
import io.todoku.rule.Text;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.NetworkAcl;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.Subnet;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the network ACL of a subnet lets through: out to port 25, and the return traffic. */
final class NetworkAclFilter {

  private static final String API = "ec2:DescribeNetworkAcls";
  static final int SMTP = 25;

  /** TCP by number and by name, and {@code -1} for all protocols. */
  static final Set<String> TCP_PROTOCOLS = Set.of("6", "tcp", "-1");

  /** Source ports of connections: the range of Linux, and the widest range of any system. */
  enum EphemeralPorts {
    LINUX(32768, 60999),
    ANY(1024, 65535);

    private final int from;
    private final int to;

    EphemeralPorts(int from, int to) {
      this.from = from;
      this.to = to;
    }

    int from() {
      return from;
    }

    int to() {
      return to;
    }
  }

  private final RegionInventory region;
  private final @Nullable String subnet;
  private final Instant at;
  private final Observed<NetworkAcl> acl;

  /**
   * @param subnet null where it is not known
   */
  NetworkAclFilter(RegionInventory region, @Nullable String subnet, Instant at) {
    this.region = region;
    this.subnet = subnet;
    this.at = at;
    this.acl =
        switch (region.networkAcls()) {
          case Unknown<List<NetworkAcl>>(Reason reason) -> Observed.unknown(reason);
          case Known<List<NetworkAcl>>(List<NetworkAcl> acls) ->
              acls.stream()
                  .filter(candidate -> subnet != null && candidate.subnetIds().contains(subnet))
                  .findFirst()
                  .map(Observed::known)
                  .orElseGet(() ->
                      Observed.unknown(
                          Reason.of(ReasonKind.MALFORMED, API, String.valueOf(subnet))));
        };
  }

  /** Traffic from the subnet out to port 25. */
  PathComponent outbound(boolean ipv6) {
    return component(
        PathComponent.PathComponentKind.ACL_OUT,
        networkAcl -> packetFilter(networkAcl, true).internetReachability(ipv6, SMTP, SMTP),
        List.of(true),
        networkAcl -> new NetworkAclRemedy(region, networkAcl, true, ipv6, SMTP, SMTP).remedy());
  }

  /** Answers from port 25 back to the ports that connections were made from. */
  PathComponent returnTraffic(boolean ipv6, EphemeralPorts ports) {
    return component(
        PathComponent.PathComponentKind.ACL_RETURN,
        networkAcl ->
            packetFilter(networkAcl, false).internetReachability(ipv6, ports.from, ports.to),
        List.of(false),
        networkAcl ->
            new NetworkAclRemedy(region, networkAcl, false, ipv6, ports.from, ports.to).remedy());
  }

  /**
   * Where this is the subnet of a NAT gateway: traffic from instances in another subnet, and back.
   *
   * @param instances id of the instances' subnet; null where it is not known
   */
  PathComponent fromInstances(@Nullable String instances) {
    if (region.subnets() instanceof Unknown<List<Subnet>>(Reason reason)) {
      return PathComponent.unknown(String.valueOf(instances), reason, at, Remedy.NONE);
    }
    return component(
        PathComponent.PathComponentKind.ACL_FROM_INSTANCES,
        networkAcl -> {
          Network range = subnetRange(instances);
          Reachability in = packetFilter(networkAcl, false).rangeReachability(range, SMTP, SMTP);
          Reachability back =
              packetFilter(networkAcl, true)
                  .rangeReachability(range, EphemeralPorts.LINUX.from, EphemeralPorts.LINUX.to);
          return in.compareTo(back) > 0 ? in : back;
        },
        List.of(true, false),
        networkAcl -> Remedy.of(Text.of(SmtpEgressOpen.ID + ".do.acl-behind", networkAcl.id())));
  }

  private Network subnetRange(@Nullable String id) {
    return region.subnets().orElse(List.of()).stream()
        .filter(candidate -> candidate.id().equals(id))
        .findFirst()
        .map(found -> Network.of(found.cidr()))
        .orElseThrow(() -> new IllegalArgumentException("subnet " + id + " was not listed"));
  }

  private PathComponent component(
      PathComponent.PathComponentKind kind,
      Function<NetworkAcl, Reachability> evaluation,
      List<Boolean> directions,
      Function<NetworkAcl, Remedy> remedy) {
    return switch (acl) {
      case Unknown<NetworkAcl>(Reason reason) ->
          new PathComponent(
              kind,
              String.valueOf(subnet),
              Observed.unknown(reason),
              Evidence.awsFailure(reason, at),
              Remedy.NONE);
      case Known<NetworkAcl>(NetworkAcl networkAcl) ->
          new PathComponent(
              kind,
              networkAcl.id(),
              reachability(networkAcl, evaluation),
              evidence(networkAcl, directions),
              remedy(networkAcl, remedy));
    };
  }

  private static Observed<Reachability> reachability(
      NetworkAcl acl, Function<NetworkAcl, Reachability> evaluation) {
    try {
      return Observed.known(evaluation.apply(acl));
    } catch (IllegalArgumentException e) { // an imported file may hold a malformed range
      return Observed.unknown(Reason.of(ReasonKind.MALFORMED, API, String.valueOf(e.getMessage())));
    }
  }

  private static Remedy remedy(NetworkAcl acl, Function<NetworkAcl, Remedy> remedy) {
    try {
      return remedy.apply(acl);
    } catch (IllegalArgumentException malformedRange) {
      return Remedy.NONE;
    }
  }

  static PacketFilter packetFilter(NetworkAcl acl, boolean egress) {
    return new PacketFilter(
        ordered(acl, egress)
            .filter(entry -> TCP_PROTOCOLS.contains(entry.protocol()))
            .map(entry ->
                new PacketFilter.PortRule(
                    entry.allow(),
                    entry.fromPort() == null ? 0 : entry.fromPort(),
                    entry.toPort() == null ? 65535 : entry.toPort(),
                    Network.of(entry.cidr())))
            .toList());
  }

  private static Stream<NetworkAcl.AclEntry> ordered(NetworkAcl acl, boolean egress) {
    return acl.entries().stream()
        .filter(entry -> entry.egress() == egress)
        .sorted(Comparator.comparingInt(NetworkAcl.AclEntry::number));
  }

  private Evidence evidence(NetworkAcl acl, List<Boolean> directions) {
    return Evidence.aws(
        "%s --network-acl-ids %s --region %s (%s)".formatted(API, acl.id(), region.name(), subnet),
        directions.stream()
            .flatMap(egress -> ordered(acl, egress))
            .map(entry ->
                "%s %d %s protocol %s ports %s %s"
                    .formatted(
                        entry.egress() ? "out" : "in",
                        entry.number(),
                        entry.allow() ? "allow" : "deny",
                        entry.protocol(),
                        entry.fromPort() == null ? "all" : entry.fromPort() + "-" + entry.toPort(),
                        entry.cidr()))
            .toList(),
        at);
  }
}
