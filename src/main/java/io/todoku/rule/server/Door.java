package io.todoku.rule.server;

import io.todoku.rule.Blindness;
import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Ingresses;
import io.todoku.rule.Sender;
import io.todoku.rule.Shell;
import io.todoku.snapshot.Observed.Known;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A port of an address that security groups open to the whole world, or may open.
 *
 * @param open the permissions that open it, by group; empty where none that is seen does
 * @param unseen why a group of the address is not known, where none that is seen opens the port;
 *     else null
 */
record Door(Sender address, int port, Map<String, List<Ingress>> open, @Nullable Reason unseen) {

  /** Empty where the port is shut, or the Region's groups are not known: that is told apart. */
  static Optional<Door> of(Snapshot snapshot, Sender address, int port) {
    return snapshot.knownRegions().stream()
        .filter(region -> region.name().equals(address.region()))
        .findFirst()
        .flatMap(region ->
            region.securityGroups() instanceof Known<List<SecurityGroup>>(var groups)
                ? of(region, groups, address, port)
                : Optional.empty());
  }

  private static Optional<Door> of(
      RegionInventory region, List<SecurityGroup> groups, Sender address, int port) {
    List<String> ids =
        region.networkInterfaces().orElse(List.of()).stream()
            .filter(nic -> nic.holds(address.address()))
            .flatMap(nic -> nic.securityGroupIds().stream())
            .toList();
    var open = Ingresses.openToTheWorld(groups, ids, address.address(), port);
    if (!open.isEmpty()) {
      return Optional.of(new Door(address, port, open, null));
    }
    return Ingresses.unlisted(groups, ids).map(reason -> new Door(address, port, open, reason));
  }

  /** UNKNOWN for each Region whose ports could not be told. */
  static Stream<Finding> unseen(String rule, Snapshot snapshot) {
    return Blindness.of(
        rule,
        snapshot,
        region ->
            PublicAddress.in(region).isEmpty()
                ? List.of(region.networkInterfaces())
                : List.of(region.networkInterfaces(), region.securityGroups()))
        .stream();
  }

  /** The groups that open it. */
  String groups() {
    return String.join(", ", open.keySet());
  }

  Evidence evidence(Instant at) {
    return Evidence.aws(
        "ec2:DescribeSecurityGroups --group-ids %s --region %s"
            .formatted(String.join(" ", open.keySet()), address.region()),
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

  /** Commands that shut it. They take away whole permissions, as AWS knows no other way. */
  List<String> shutting() {
    String ranges =
        address.address().contains(":")
            ? "Ipv6Ranges=[{CidrIpv6=::/0}]"
            : "IpRanges=[{CidrIp=0.0.0.0/0}]";
    return permissions()
        .map(p ->
            ("aws ec2 revoke-security-group-ingress --group-id %s --ip-permissions"
                    + " 'IpProtocol=%s,%s%s' --region %s")
                .formatted(
                    Shell.word(p.getKey()),
                    p.getValue().protocol().equals("tcp") ? "tcp" : "-1",
                    range(p.getValue()),
                    ranges,
                    Shell.word(address.region())))
        .toList();
  }

  private static String range(Ingress rule) {
    return rule.fromPort() == null
        ? ""
        : "FromPort=%d,ToPort=%d,".formatted(rule.fromPort(), rule.toPort());
  }

  private Stream<Map.Entry<String, Ingress>> permissions() {
    return open.entrySet().stream()
        .flatMap(group -> group.getValue().stream().map(rule -> Map.entry(group.getKey(), rule)));
  }
}
