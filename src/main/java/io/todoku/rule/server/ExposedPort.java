package io.todoku.rule.server;

import io.todoku.rule.AwsConsole;
import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.IngressRules;
import io.todoku.rule.NotCollected;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.RemedyLink;
import io.todoku.rule.Sender;
import io.todoku.rule.ShellArgument;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.OpenRanges;
import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.Ingress;
import io.todoku.snapshot.RegionInventory.SecurityGroup;
import io.todoku.snapshot.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A port of an address that security groups open to the whole Internet, or may open.
 *
 * @param openPermissions the permissions that open it, by group id; empty where no known group does
 * @param notListed why a group of the address is not known, where no known group opens the port;
 *     else null
 */
record ExposedPort(
    Sender sender,
    int port,
    Map<String, List<Ingress>> openPermissions,
    @Nullable Reason notListed) {

  /**
   * Empty where the port is closed, or the Region's groups are not known; the latter is reported by
   * {@link #notListed(String, Snapshot)}.
   */
  static Optional<ExposedPort> of(Snapshot snapshot, Sender address, int port) {
    return snapshot.knownRegions().stream()
        .filter(region -> region.name().equals(address.region()))
        .findFirst()
        .flatMap(region ->
            region.securityGroups() instanceof Known<List<SecurityGroup>>(var groups)
                ? of(region, groups, address, port)
                : Optional.empty());
  }

  private static Optional<ExposedPort> of(
      RegionInventory region, List<SecurityGroup> groups, Sender address, int port) {
    List<String> ids =
        region.networkInterfaces().orElse(List.of()).stream()
            .filter(nic -> nic.hasAddress(address.address()))
            .flatMap(nic -> nic.securityGroupIds().stream())
            .toList();
    var open = IngressRules.permissionsOpenToTheWorld(groups, ids, address.address(), port);
    if (!open.isEmpty()) {
      return Optional.of(new ExposedPort(address, port, open, null));
    }
    return IngressRules.reasonForUnlistedGroup(groups, ids)
        .map(reason -> new ExposedPort(address, port, open, reason));
  }

  /** UNKNOWN for each Region whose interfaces or security groups could not be listed. */
  static Stream<Finding> notListed(String rule, Snapshot snapshot) {
    return NotCollected.findings(
        rule,
        snapshot,
        region ->
            PublicAddress.in(region).isEmpty()
                ? List.of(region.networkInterfaces())
                : List.of(region.networkInterfaces(), region.securityGroups()))
        .stream();
  }

  /** The ids of the groups that open the port. */
  String groupIds() {
    return String.join(", ", openPermissions.keySet());
  }

  /** The permissions that open it; where none could be found, the question for all groups. */
  Evidence evidence(Instant at) {
    String groups =
        openPermissions.isEmpty()
            ? ""
            : " --group-ids " + String.join(" ", openPermissions.keySet());
    return Evidence.aws(
        "ec2:DescribeSecurityGroups%s --region %s".formatted(groups, sender.region()),
        permissions()
            .map(p ->
                p.getKey()
                    + " "
                    + ports(p.getValue())
                    + " "
                    + String.join(" ", p.getValue().sources()))
            .toList(),
        at);
  }

  private static String ports(Ingress rule) {
    return rule.fromPort() == null
        ? rule.protocol()
        : "%s %d-%d".formatted(rule.protocol(), rule.fromPort(), rule.toPort());
  }

  /** What closes the port. They revoke whole permissions, because AWS has no other way. */
  List<RemedyBlock> closingBlocks() {
    return permissions()
        .map(p ->
            RemedyBlock.aws(
                ("aws ec2 revoke-security-group-ingress --group-id %s --ip-permissions"
                        + " 'IpProtocol=%s,%s%s' --region %s")
                    .formatted(
                        ShellArgument.quote(p.getKey()),
                        p.getValue().protocol().equals("tcp") ? "tcp" : "-1",
                        portRange(p.getValue()),
                        ranges(p.getValue()),
                        ShellArgument.quote(sender.region()))))
        .toList();
  }

  /** The pages of the groups that open the port. */
  List<RemedyLink> groupPages() {
    return openPermissions.keySet().stream()
        .flatMap(group -> AwsConsole.securityGroup(sender.region(), group).stream())
        .toList();
  }

  /** The wide ranges of the permission, of the family of the address. */
  private String ranges(Ingress rule) {
    boolean ipv6 = sender.address().contains(":");
    String member = ipv6 ? "CidrIpv6" : "CidrIp";
    return rule.sources().stream()
        .filter(source -> OpenRanges.areWide(List.of(source), ipv6))
        .map(source -> "{%s=%s}".formatted(member, source))
        .collect(Collectors.joining(",", ipv6 ? "Ipv6Ranges=[" : "IpRanges=[", "]"));
  }

  private static String portRange(Ingress rule) {
    return rule.fromPort() == null
        ? ""
        : "FromPort=%d,ToPort=%d,".formatted(rule.fromPort(), rule.toPort());
  }

  private Stream<Map.Entry<String, Ingress>> permissions() {
    return openPermissions.entrySet().stream()
        .flatMap(group -> group.getValue().stream().map(rule -> Map.entry(group.getKey(), rule)));
  }
}
