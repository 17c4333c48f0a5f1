package io.todoku.rule.limit;

import io.todoku.rule.Evidence;
import io.todoku.rule.Hcl;
import io.todoku.rule.Remedy;
import io.todoku.rule.ShellArgument;
import io.todoku.rule.Text;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.NetworkAcl;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.Subnet;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the network ACL of a subnet lets through: out to port 25, and the answers back. */
final class NetworkAclFilter {

  private static final String API = "ec2:DescribeNetworkAcls";
  private static final int SMTP = 25;

  /** TCP by number and by name, and all protocols. */
  private static final Set<String> TCP_PROTOCOLS = Set.of("6", "tcp", "-1");

  /** Ports that connections are made from: those of Linux, and all that anything else takes. */
  enum EphemeralPorts {
    LINUX(32768, 60999),
    ANY(1024, 65535);

    private final int from;
    private final int to;

    EphemeralPorts(int from, int to) {
      this.from = from;
      this.to = to;
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
          case Known<List<NetworkAcl>>(List<NetworkAcl> all) ->
              all.stream()
                  .filter(one -> subnet != null && one.subnetIds().contains(subnet))
                  .findFirst()
                  .map(Observed::known)
                  .orElseGet(() ->
                      Observed.unknown(Reason.of(Cause.MALFORMED, API, String.valueOf(subnet))));
        };
  }

  PathComponent outbound(boolean ipv6) {
    return component(
        PathComponent.PathComponentKind.ACL_OUT,
        one -> packetFilter(one, true).internetReachability(ipv6, SMTP, SMTP),
        List.of(true),
        one -> remedy(one, true, ipv6));
  }

  PathComponent returnTraffic(boolean ipv6, EphemeralPorts ports) {
    return component(
        PathComponent.PathComponentKind.ACL_RETURN,
        one -> packetFilter(one, false).internetReachability(ipv6, ports.from, ports.to),
        List.of(false),
        one -> remedy(one, false, ipv6));
  }

  /** Where this is the subnet of a NAT gateway: from the instances of another one, and back. */
  PathComponent fromInstances(@Nullable String instances) {
    if (region.subnets() instanceof Unknown<List<Subnet>>(Reason reason)) {
      return PathComponent.unknown(String.valueOf(instances), reason, at, Remedy.NONE);
    }
    return component(
        PathComponent.PathComponentKind.ACL_FROM_INSTANCES,
        one -> {
          Network range = subnetRange(instances);
          Reachability in = packetFilter(one, false).rangeReachability(range, SMTP, SMTP);
          Reachability back =
              packetFilter(one, true)
                  .rangeReachability(range, EphemeralPorts.LINUX.from, EphemeralPorts.LINUX.to);
          return in.compareTo(back) > 0 ? in : back;
        },
        List.of(true, false),
        one ->
            new Remedy(
                List.of(Text.of(SmtpEgressOpen.ID + ".do.acl-behind", one.id())), List.of()));
  }

  private Network subnetRange(@Nullable String id) {
    Optional<Subnet> found =
        region.subnets().orElse(List.of()).stream().filter(s -> s.id().equals(id)).findFirst();
    return Network.of(
        found
            .orElseThrow(() -> new IllegalArgumentException("subnet " + id + " was not listed"))
            .cidr());
  }

  private PathComponent component(
      PathComponent.PathComponentKind kind,
      Function<NetworkAcl, Reachability> work,
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
      case Known<NetworkAcl>(NetworkAcl one) ->
          new PathComponent(
              kind,
              one.id(),
              reachability(one, work),
              evidence(one, directions),
              remedy.apply(one));
    };
  }

  private static Observed<Reachability> reachability(
      NetworkAcl acl, Function<NetworkAcl, Reachability> work) {
    try {
      return Observed.known(work.apply(acl));
    } catch (IllegalArgumentException e) { // no range, such as a file may hold
      return Observed.unknown(Reason.of(Cause.MALFORMED, API, String.valueOf(e.getMessage())));
    }
  }

  private static PacketFilter packetFilter(NetworkAcl acl, boolean egress) {
    return new PacketFilter(
        ordered(acl, egress)
            .filter(e -> TCP_PROTOCOLS.contains(e.protocol()))
            .map(e ->
                new PacketFilter.PortRule(
                    e.allow(),
                    e.fromPort() == null ? 0 : e.fromPort(),
                    e.toPort() == null ? 65535 : e.toPort(),
                    Network.of(e.cidr())))
            .toList());
  }

  private static Stream<NetworkAcl.AclEntry> ordered(NetworkAcl acl, boolean egress) {
    return acl.entries().stream()
        .filter(e -> e.egress() == egress)
        .sorted(Comparator.comparingInt(NetworkAcl.AclEntry::number));
  }

  private Evidence evidence(NetworkAcl acl, List<Boolean> directions) {
    return Evidence.aws(
        "%s --network-acl-ids %s --region %s (%s)".formatted(API, acl.id(), region.name(), subnet),
        directions.stream()
            .flatMap(egress -> ordered(acl, egress))
            .map(e ->
                "%s %d %s protocol %s ports %s %s"
                    .formatted(
                        e.egress() ? "out" : "in",
                        e.number(),
                        e.allow() ? "allow" : "deny",
                        e.protocol(),
                        e.fromPort() == null ? "all" : e.fromPort() + "-" + e.toPort(),
                        e.cidr()))
            .toList(),
        at);
  }

  /** A permission before all that is there; none where no number is free before it. */
  private Remedy remedy(NetworkAcl acl, boolean egress, boolean ipv6) {
    int number = ordered(acl, egress).mapToInt(NetworkAcl.AclEntry::number).min().orElse(101) - 1;
    String key = egress ? ".do.acl-out" : ".do.acl-back";
    if (number < 1) {
      return new Remedy(List.of(Text.of(SmtpEgressOpen.ID + key, acl.id())), List.of());
    }
    return new Remedy(
        List.of(Text.of(SmtpEgressOpen.ID + key, acl.id())),
        List.of(
            ("aws ec2 create-network-acl-entry --network-acl-id %s %s --rule-number %d --protocol"
                    + " tcp --port-range From=%d,To=%d %s --rule-action allow --region %s")
                .formatted(
                    ShellArgument.quote(acl.id()),
                    egress ? "--egress" : "--ingress",
                    number,
                    egress ? SMTP : EphemeralPorts.ANY.from,
                    egress ? SMTP : EphemeralPorts.ANY.to,
                    ipv6 ? "--ipv6-cidr-block ::/0" : "--cidr-block 0.0.0.0/0",
                    ShellArgument.quote(region.name())),
            Hcl.resource("aws_network_acl_rule", egress ? "smtp" : "smtp_answers")
                .text("network_acl_id", acl.id())
                .set("rule_number", number)
                .set("egress", egress)
                .text("protocol", "tcp")
                .text("rule_action", "allow")
                .text(ipv6 ? "ipv6_cidr_block" : "cidr_block", ipv6 ? "::/0" : "0.0.0.0/0")
                .set("from_port", egress ? SMTP : EphemeralPorts.ANY.from)
                .set("to_port", egress ? SMTP : EphemeralPorts.ANY.to)
                .toString()));
  }
}
