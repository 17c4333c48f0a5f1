package io.todoku.rule.limit;

import io.todoku.rule.AwsConsole;
import io.todoku.rule.Evidence;
import io.todoku.rule.Hcl;
import io.todoku.rule.HclLabel;
import io.todoku.rule.Remedy;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.ShellArgument;
import io.todoku.rule.Text;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.Egress;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.SecurityGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the security groups of an interface let out on port 25: all that any of them allows. */
final class SecurityGroupFilter {

  private static final String API = "ec2:DescribeSecurityGroups";
  private static final int SMTP = 25;

  private final List<PacketFilter.PortRule> rules = new ArrayList<>();
  private final List<String> prefixLists = new ArrayList<>();
  private final List<String> evidenceLines = new ArrayList<>();
  private boolean opensToGroupMembers;
  private @Nullable Reason unknownReason;

  private SecurityGroupFilter() {}

  static PathComponent of(RegionInventory region, List<String> ids, boolean ipv6, Instant at) {
    SecurityGroupFilter filter = new SecurityGroupFilter();
    switch (region.securityGroups()) {
      case Unknown<List<SecurityGroup>>(Reason reason) -> filter.recordUnknown(reason);
      case Known<List<SecurityGroup>>(List<SecurityGroup> groups) ->
          ids.forEach(id -> filter.add(groups, id));
    }
    if (ids.isEmpty()) {
      filter.recordUnknown(
          Reason.of(ReasonKind.INCONCLUSIVE, "ec2:DescribeNetworkInterfaces Groups", ""));
    }
    Evidence evidence =
        filter.evidenceLines.isEmpty() && filter.unknownReason != null
            ? Evidence.awsFailure(filter.unknownReason, at)
            : Evidence.aws(
                "%s --group-ids %s --region %s"
                    .formatted(API, String.join(" ", ids), region.name()),
                filter.evidenceLines,
                at);
    return new PathComponent(
        ids.isEmpty()
            ? PathComponent.PathComponentKind.NO_GROUPS
            : PathComponent.PathComponentKind.GROUPS,
        String.join(", ", ids),
        filter.reachability(ipv6),
        evidence,
        remedy(region, ids, ipv6));
  }

  /**
   * Whether the groups of a NAT instance let in mail from an interface of a host: by the range of
   * its subnet, or by one of its groups. UNKNOWN unless they do, because the content of prefix
   * lists is not collected, and older files have no permissions for groups.
   */
  static PathComponent inbound(
      RegionInventory region, List<String> ids, NetworkInterface host, Instant at) {
    String id = String.join(", ", ids);
    Optional<String> hostGroup = groupLetIn(region, ids, host);
    if (hostGroup.isPresent()) {
      return openInbound(region, id, List.of("in TCP %d %s".formatted(SMTP, hostGroup.get())), at);
    }
    Network range =
        region.subnets().orElse(List.of()).stream()
            .filter(subnet -> subnet.id().equals(host.subnetId()))
            .flatMap(subnet -> range(subnet.cidr()).stream())
            .findFirst()
            .orElse(null);
    List<PacketFilter.PortRule> rules =
        region.securityGroups().orElse(List.of()).stream()
            .filter(group -> ids.contains(group.id()))
            .flatMap(group -> group.ingress().stream())
            .filter(permission -> permission.covers(SMTP))
            .flatMap(permission -> permission.sources().stream())
            .flatMap(source -> range(source).stream())
            .map(source -> new PacketFilter.PortRule(true, SMTP, SMTP, source))
            .toList();
    boolean open =
        range != null
            && new PacketFilter(rules).rangeReachability(range, SMTP, SMTP) == Reachability.OPEN;
    return open
        ? openInbound(
            region,
            id,
            rules.stream()
                .map(rule ->
                    "in TCP %d %s/%d"
                        .formatted(
                            SMTP,
                            rule.range().base().getHostAddress(),
                            rule.range().prefixLength()))
                .toList(),
            at)
        : PathComponent.unknown(
            id,
            region.securityGroups() instanceof Unknown<List<SecurityGroup>>(Reason reason)
                ? reason
                : Reason.of(ReasonKind.INCONCLUSIVE, API + " " + id, "in TCP " + SMTP),
            at,
            Remedy.NONE);
  }

  /** The first group of the host that a permission for port 25 names. */
  private static Optional<String> groupLetIn(
      RegionInventory region, List<String> ids, NetworkInterface host) {
    return region.securityGroups().orElse(List.of()).stream()
        .filter(group -> ids.contains(group.id()))
        .flatMap(group -> group.ingress().stream())
        .filter(permission -> permission.covers(SMTP))
        .flatMap(permission -> permission.sources().stream())
        .filter(host.securityGroupIds()::contains)
        .findFirst();
  }

  private static PathComponent openInbound(
      RegionInventory region, String id, List<String> evidence, Instant at) {
    return new PathComponent(
        PathComponent.PathComponentKind.GROUPS,
        id,
        Observed.known(Reachability.OPEN),
        Evidence.aws(
            "%s --group-ids %s --region %s".formatted(API, id, region.name()), evidence, at),
        Remedy.NONE);
  }

  private static Optional<Network> range(String cidr) {
    try {
      return Optional.of(Network.of(cidr));
    } catch (IllegalArgumentException noRange) {
      return Optional.empty();
    }
  }

  private void add(List<SecurityGroup> groups, String id) {
    Optional<SecurityGroup> group =
        groups.stream().filter(candidate -> candidate.id().equals(id)).findFirst();
    if (group.isEmpty()) {
      recordUnknown(Reason.of(ReasonKind.MALFORMED, API, id));
      return;
    }
    switch (group.get().egress()) {
      case Unknown<List<Egress>>(Reason reason) -> recordUnknown(reason);
      case Known<List<Egress>>(List<Egress> permissions) -> {
        List<Egress> covering =
            permissions.stream().filter(permission -> permission.covers(SMTP)).toList();
        covering.forEach(permission -> add(id, permission));
        if (covering.isEmpty()) {
          evidenceLines.add(id + " nothing on TCP " + SMTP);
        }
      }
    }
  }

  private void add(String id, Egress permission) {
    for (String destination : permission.destinations()) {
      evidenceLines.add("%s %s %s".formatted(id, permission.protocol(), destination));
      if (destination.startsWith("pl-")) {
        prefixLists.add(destination);
      } else if (destination.startsWith("sg-")) {
        opensToGroupMembers = true;
      } else {
        addRange(destination);
      }
    }
  }

  private void addRange(String destination) {
    try {
      rules.add(new PacketFilter.PortRule(true, SMTP, SMTP, Network.of(destination)));
    } catch (IllegalArgumentException e) { // an imported file may hold a malformed range
      recordUnknown(Reason.of(ReasonKind.MALFORMED, API, String.valueOf(e.getMessage())));
    }
  }

  private void recordUnknown(Reason reason) {
    unknownReason = unknownReason == null ? reason : unknownReason;
  }

  /** Open where one group opens all; the content of prefix lists is not collected. */
  private Observed<Reachability> reachability(boolean ipv6) {
    Reachability reachability = new PacketFilter(rules).internetReachability(ipv6, SMTP, SMTP);
    if (reachability == Reachability.OPEN) {
      return Observed.known(reachability);
    }
    if (unknownReason != null) {
      return Observed.unknown(unknownReason);
    }
    return prefixLists.isEmpty()
        ? Observed.known(opensToGroupMembers ? Reachability.PARTLY : reachability)
        : Observed.unknown(
            Reason.of(
                ReasonKind.NOT_ASKED,
                "ec2:GetManagedPrefixListEntries " + prefixLists.getFirst(),
                ""));
  }

  private static Remedy remedy(RegionInventory region, List<String> ids, boolean ipv6) {
    if (ids.isEmpty()) {
      return Remedy.NONE;
    }
    String id = ShellArgument.quote(ids.getFirst());
    String ranges = ipv6 ? "Ipv6Ranges=[{CidrIpv6=::/0}]" : "IpRanges=[{CidrIp=0.0.0.0/0}]";
    return Remedy.of(
            Text.of(SmtpEgressOpen.ID + ".do.group", ids.getFirst()),
            RemedyBlock.aws(
                ("aws ec2 authorize-security-group-egress --group-id %s --ip-permissions"
                        + " 'IpProtocol=tcp,FromPort=25,ToPort=25,%s' --region %s")
                    .formatted(id, ranges, ShellArgument.quote(region.name())),
                Hcl.resource(
                        "aws_vpc_security_group_egress_rule",
                        HclLabel.of(ids.getFirst(), "smtp", ipv6 ? "ipv6" : "ipv4"))
                    .text("security_group_id", ids.getFirst())
                    .text("ip_protocol", "tcp")
                    .set("from_port", 25)
                    .set("to_port", 25)
                    .text(ipv6 ? "cidr_ipv6" : "cidr_ipv4", ipv6 ? "::/0" : "0.0.0.0/0")))
        .linking(AwsConsole.securityGroup(region.name(), ids.getFirst()));
  }
}
