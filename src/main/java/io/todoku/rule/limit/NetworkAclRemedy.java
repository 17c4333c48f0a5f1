package io.todoku.rule.limit;

import io.todoku.rule.AwsConsole;
import io.todoku.rule.Hcl;
import io.todoku.rule.HclLabel;
import io.todoku.rule.Remedy;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.RemedyLink;
import io.todoku.rule.ShellArgument;
import io.todoku.rule.Text;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.NetworkAcl;
import io.todoku.snapshot.NetworkAcl.AclEntry;
import io.todoku.snapshot.RegionInventory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One more entry of a network ACL that lets mail, or its return traffic, through. It stands behind
 * the denies that are meant for other traffic, and before the one that blocks this.
 */
final class NetworkAclRemedy {

  /** AWS ends each list with this number, which denies everything. */
  private static final int LAST_NUMBER = 32767;

  /** A deny of a longer prefix is meant for somebody: an entry before it would take its effect. */
  private static final int BLANKET_PREFIX = 8;

  private static final int STEP = 10;

  private final RegionInventory region;
  private final NetworkAcl acl;
  private final boolean egress;
  private final boolean ipv6;
  private final int fromPort;
  private final int toPort;

  /**
   * @param fromPort the least port that has to be open, {@code toPort} the greatest
   */
  NetworkAclRemedy(
      RegionInventory region,
      NetworkAcl acl,
      boolean egress,
      boolean ipv6,
      int fromPort,
      int toPort) {
    this.region = region;
    this.acl = acl;
    this.egress = egress;
    this.ipv6 = ipv6;
    this.fromPort = fromPort;
    this.toPort = toPort;
  }

  Remedy remedy() {
    Text step = Text.of(SmtpEgressOpen.ID + (egress ? ".do.acl-out" : ".do.acl-back"), acl.id());
    Optional<AclEntry> opening = entry(Reachability.OPEN);
    if (opening.isPresent()) {
      return Remedy.of(step, block(opening.get())).linking(page());
    }
    List<RemedyBlock> blocks =
        reachability(acl.entries()) == Reachability.CLOSED
            ? entry(Reachability.PARTLY).map(this::block).stream().toList()
            : List.of();
    return Remedy.of(List.of(step), blocks)
        .cautioning(Text.of(SmtpEgressOpen.ID + ".do.acl-deny", acl.id()))
        .linking(page());
  }

  private List<RemedyLink> page() {
    return AwsConsole.networkAcl(region.name(), acl.id());
  }

  /**
   * The entry that makes the Internet reachable to this degree; empty where only one before a deny
   * for particular traffic would.
   */
  private Optional<AclEntry> entry(Reachability wanted) {
    List<AclEntry> denies =
        acl.entries().stream()
            .filter(entry -> entry.egress() == egress && !entry.allow())
            .filter(entry -> entry.number() < LAST_NUMBER && concernsFamily(entry))
            .sorted(Comparator.comparingInt(AclEntry::number).reversed())
            .toList();
    int upper = LAST_NUMBER;
    for (int i = 0; i <= denies.size(); i++) {
      int lower = i < denies.size() ? denies.get(i).number() : 0;
      Optional<AclEntry> opening =
          freeNumber(lower, upper)
              .map(this::allow)
              .filter(entry -> reachabilityWith(entry) == wanted);
      if (opening.isPresent()) {
        return opening;
      }
      if (i == denies.size() || !isBlanket(denies.get(i))) {
        return Optional.empty();
      }
      upper = lower;
    }
    return Optional.empty();
  }

  private boolean concernsFamily(AclEntry entry) {
    return NetworkAclFilter.TCP_PROTOCOLS.contains(entry.protocol())
        && entry.cidr().contains(":") == ipv6;
  }

  /**
   * Whether a deny blocks all the ports, for so many addresses that nobody in particular is meant.
   */
  private boolean isBlanket(AclEntry deny) {
    return (deny.fromPort() == null || deny.fromPort() <= fromPort)
        && (deny.toPort() == null || deny.toPort() >= toPort)
        && Network.of(deny.cidr()).prefixLength() <= BLANKET_PREFIX;
  }

  /** A number between two, neither included: behind all entries where it is to be the last. */
  private Optional<Integer> freeNumber(int lower, int upper) {
    Set<Integer> taken =
        acl.entries().stream()
            .filter(entry -> entry.egress() == egress)
            .map(AclEntry::number)
            .collect(Collectors.toSet());
    int last =
        taken.stream().filter(number -> number < upper).mapToInt(Integer::intValue).max().orElse(0);
    return Stream.concat(
            upper == LAST_NUMBER ? Stream.of(last + STEP) : Stream.empty(),
            Stream.iterate(upper - 1, number -> number > lower, number -> number - 1))
        .filter(number -> number > lower && number < upper && !taken.contains(number))
        .findFirst();
  }

  private AclEntry allow(int number) {
    return new AclEntry(number, egress, true, "6", fromAllowed(), toAllowed(), anywhere());
  }

  private int fromAllowed() {
    return egress ? NetworkAclFilter.SMTP : NetworkAclFilter.EphemeralPorts.ANY.from();
  }

  private int toAllowed() {
    return egress ? NetworkAclFilter.SMTP : NetworkAclFilter.EphemeralPorts.ANY.to();
  }

  private String anywhere() {
    return ipv6 ? "::/0" : "0.0.0.0/0";
  }

  private Reachability reachabilityWith(AclEntry entry) {
    List<AclEntry> entries = new ArrayList<>(acl.entries());
    entries.add(entry);
    return reachability(entries);
  }

  private Reachability reachability(List<AclEntry> entries) {
    return NetworkAclFilter.packetFilter(
            new NetworkAcl(acl.id(), acl.vpcId(), acl.isDefault(), acl.subnetIds(), entries),
            egress)
        .internetReachability(ipv6, fromPort, toPort);
  }

  private RemedyBlock block(AclEntry entry) {
    return RemedyBlock.aws(
        ("aws ec2 create-network-acl-entry --network-acl-id %s %s --rule-number %d --protocol"
                + " tcp --port-range From=%d,To=%d %s --rule-action allow --region %s")
            .formatted(
                ShellArgument.quote(acl.id()),
                egress ? "--egress" : "--ingress",
                entry.number(),
                fromAllowed(),
                toAllowed(),
                (ipv6 ? "--ipv6-cidr-block " : "--cidr-block ") + anywhere(),
                ShellArgument.quote(region.name())),
        Hcl.resource("aws_network_acl_rule", label(entry))
            .text("network_acl_id", acl.id())
            .set("rule_number", entry.number())
            .set("egress", egress)
            .text("protocol", "tcp")
            .text("rule_action", "allow")
            .text(ipv6 ? "ipv6_cidr_block" : "cidr_block", anywhere())
            .set("from_port", fromAllowed())
            .set("to_port", toAllowed()));
  }

  private String label(AclEntry entry) {
    return HclLabel.of(
        acl.id(), egress ? "out" : "in", ipv6 ? "ipv6" : "ipv4", String.valueOf(entry.number()));
  }
}
