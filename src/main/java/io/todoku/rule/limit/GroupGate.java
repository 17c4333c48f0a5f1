package io.todoku.rule.limit;

import io.todoku.rule.Evidence;
import io.todoku.rule.Hcl;
import io.todoku.rule.Remedy;
import io.todoku.rule.Shell;
import io.todoku.rule.Text;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.Egress;
import io.todoku.snapshot.RegionInventory.SecurityGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the security groups of an interface let out on port 25: whatever one of them allows. */
final class GroupGate {

  private static final String API = "ec2:DescribeSecurityGroups";
  private static final int SMTP = 25;

  private final List<PacketFilter.Line> lines = new ArrayList<>();
  private final List<String> prefixLists = new ArrayList<>();
  private final List<String> seen = new ArrayList<>();
  private boolean toMembers;
  private @Nullable Reason unseen;

  private GroupGate() {}

  static Gate of(RegionInventory region, List<String> ids, boolean ipv6, Instant at) {
    GroupGate gate = new GroupGate();
    switch (region.securityGroups()) {
      case Unknown<List<SecurityGroup>>(Reason reason) -> gate.miss(reason);
      case Known<List<SecurityGroup>>(List<SecurityGroup> all) ->
          ids.forEach(id -> gate.add(all, id));
    }
    if (ids.isEmpty()) {
      gate.miss(Reason.of(Cause.INCONCLUSIVE, "ec2:DescribeNetworkInterfaces Groups", ""));
    }
    String named = ids.isEmpty() ? "–" : String.join(", ", ids);
    Evidence evidence =
        gate.seen.isEmpty() && gate.unseen != null
            ? Evidence.refused(gate.unseen, at)
            : Evidence.aws(
                "%s --group-ids %s --region %s"
                    .formatted(API, String.join(" ", ids), region.name()),
                gate.seen,
                at);
    return new Gate(
        Gate.Kind.GROUPS, named, gate.passage(ipv6), evidence, remedy(region, ids, ipv6));
  }

  private void add(List<SecurityGroup> all, String id) {
    Optional<SecurityGroup> group = all.stream().filter(g -> g.id().equals(id)).findFirst();
    if (group.isEmpty()) {
      miss(Reason.of(Cause.MALFORMED, API, id));
      return;
    }
    switch (group.get().egress()) {
      case Unknown<List<Egress>>(Reason reason) -> miss(reason);
      case Known<List<Egress>>(List<Egress> permissions) -> {
        List<Egress> covering = permissions.stream().filter(p -> p.covers(SMTP)).toList();
        covering.forEach(p -> add(id, p));
        if (covering.isEmpty()) {
          seen.add(id + " nothing on TCP " + SMTP);
        }
      }
    }
  }

  private void add(String id, Egress permission) {
    for (String destination : permission.destinations()) {
      seen.add("%s %s %s".formatted(id, permission.protocol(), destination));
      if (destination.startsWith("pl-")) {
        prefixLists.add(destination);
      } else if (destination.startsWith("sg-")) {
        toMembers = true;
      } else {
        addRange(destination);
      }
    }
  }

  private void addRange(String destination) {
    try {
      lines.add(new PacketFilter.Line(true, SMTP, SMTP, Network.of(destination)));
    } catch (IllegalArgumentException e) { // no range, such as a file may hold
      miss(Reason.of(Cause.MALFORMED, API, String.valueOf(e.getMessage())));
    }
  }

  private void miss(Reason reason) {
    unseen = unseen == null ? reason : unseen;
  }

  /** One group that opens all decides; of what a prefix list holds nothing is seen. */
  private Observed<Passage> passage(boolean ipv6) {
    Passage passage = new PacketFilter(lines).internet(ipv6, SMTP, SMTP);
    if (passage == Passage.OPEN) {
      return Observed.known(passage);
    }
    if (unseen != null) {
      return Observed.unknown(unseen);
    }
    return prefixLists.isEmpty()
        ? Observed.known(toMembers ? Passage.PARTLY : passage)
        : Observed.unknown(
            Reason.of(
                Cause.NOT_ASKED, "ec2:GetManagedPrefixListEntries " + prefixLists.getFirst(), ""));
  }

  private static Remedy remedy(RegionInventory region, List<String> ids, boolean ipv6) {
    if (ids.isEmpty()) {
      return Remedy.NONE;
    }
    String id = Shell.word(ids.getFirst());
    String ranges = ipv6 ? "Ipv6Ranges=[{CidrIpv6=::/0}]" : "IpRanges=[{CidrIp=0.0.0.0/0}]";
    return new Remedy(
        List.of(Text.of(SmtpEgressOpen.ID + ".do.group", ids.getFirst())),
        List.of(
            ("aws ec2 authorize-security-group-egress --group-id %s --ip-permissions"
                    + " 'IpProtocol=tcp,FromPort=25,ToPort=25,%s' --region %s")
                .formatted(id, ranges, Shell.word(region.name())),
            Hcl.resource("aws_vpc_security_group_egress_rule", "smtp")
                .text("security_group_id", ids.getFirst())
                .text("ip_protocol", "tcp")
                .set("from_port", 25)
                .set("to_port", 25)
                .text(ipv6 ? "cidr_ipv6" : "cidr_ipv4", ipv6 ? "::/0" : "0.0.0.0/0")
                .toString()));
  }
}
