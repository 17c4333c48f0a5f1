package io.todoku.rule.database;

import io.todoku.rule.Hcl;
import io.todoku.rule.Remedy;
import io.todoku.rule.ShellArgument;
import io.todoku.rule.Text;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.DbSubnetGroup;
import io.todoku.snapshot.RegionInventory.Subnet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which subnets of the VPC would give a DB subnet group the zones that it lacks. */
final class SubnetGroupRemedy {

  private SubnetGroupRemedy() {}

  /** Whether this is an Availability Zone of the Region itself, not a Local or Wavelength Zone. */
  static boolean isAvailabilityZoneOf(RegionInventory region, String zone) {
    return zone.length() == region.name().length() + 1 && zone.startsWith(region.name());
  }

  /**
   * One subnet of each zone that the group does not span yet, and the command that adds them.
   *
   * @param zones that the group spans
   * @param needed zones in all
   */
  static Remedy addZones(
      RegionInventory region, DbSubnetGroup group, Set<String> zones, int needed) {
    Text inPrivate = Text.of(SubnetGroupSpansZones.ID + ".do.private");
    if (region.subnets() instanceof Unknown<List<Subnet>>(Reason reason)) {
      return new Remedy(
          List.of(
              Text.of(SubnetGroupSpansZones.ID + ".do.look", group.vpcId(), reason.source()),
              inPrivate),
          List.of());
    }
    Map<String, Subnet> candidates = new TreeMap<>();
    region.subnets().orElse(List.of()).stream()
        .filter(subnet -> subnet.vpcId().equals(group.vpcId()))
        .filter(
            subnet -> isAvailabilityZoneOf(region, subnet.zone()) && !zones.contains(subnet.zone()))
        .forEach(subnet -> candidates.putIfAbsent(subnet.zone(), subnet));
    List<Text> steps = new ArrayList<>();
    int lacking = needed - zones.size() - candidates.size();
    if (lacking > 0) {
      steps.add(
          Text.of(SubnetGroupSpansZones.ID + ".do.create", group.vpcId(), String.valueOf(lacking)));
    }
    if (candidates.isEmpty()) {
      steps.add(inPrivate);
      return new Remedy(steps, List.of());
    }
    String named =
        candidates.values().stream()
            .map(s -> s.id() + " (" + s.zone() + ", " + s.cidr() + ")")
            .collect(Collectors.joining(", "));
    List<String> all =
        Stream.concat(
                group.subnets().stream()
                    .filter(member -> member.status().equalsIgnoreCase("Active"))
                    .map(DbSubnetGroup.Member::subnetId),
                candidates.values().stream().map(Subnet::id))
            .distinct()
            .toList();
    String ids = all.stream().map(ShellArgument::quote).collect(Collectors.joining(" "));
    steps.add(Text.of(SubnetGroupSpansZones.ID + ".do.add", group.name(), named));
    steps.add(inPrivate);
    return new Remedy(
        steps,
        List.of(
            "aws rds modify-db-subnet-group --db-subnet-group-name %s --subnet-ids %s --region %s"
                .formatted(
                    ShellArgument.quote(group.name()), ids, ShellArgument.quote(region.name())),
            Hcl.resource("aws_db_subnet_group", "db")
                .text("name", group.name())
                .texts("subnet_ids", all)
                .toString()));
  }
}
