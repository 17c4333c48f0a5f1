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

/** How to give a DB subnet group the Availability Zones that it lacks. */
final class SubnetGroupRemedy {

  private SubnetGroupRemedy() {}

  /** Whether the zone is an Availability Zone of the Region, not a Local or Wavelength Zone. */
  static boolean isAvailabilityZoneOf(RegionInventory region, String zone) {
    return zone.length() == region.name().length() + 1 && zone.startsWith(region.name());
  }

  /** Whether RDS takes the subnet: it needs IPv4 addresses, in the Region, not on an Outpost. */
  private static boolean isUsable(Subnet subnet, String accountId) {
    return !subnet.ipv6Only()
        && !subnet.cidr().isBlank()
        && subnet.outpostArn() == null
        && (subnet.ownerId() == null || subnet.ownerId().equals(accountId));
  }

  /**
   * Adds one subnet of the VPC for each zone that the group does not span yet.
   *
   * @param accountId whose subnets count: RDS takes none that another account shares
   * @param zones the zones that the group spans
   * @param needed how many zones it needs in all
   */
  static Remedy addZones(
      RegionInventory region,
      String accountId,
      DbSubnetGroup group,
      Set<String> zones,
      int needed) {
    Text privateSubnets = Text.of(SubnetGroupSpansZones.ID + ".do.private");
    if (region.subnets() instanceof Unknown<List<Subnet>>(Reason reason)) {
      return new Remedy(
          List.of(
              Text.of(SubnetGroupSpansZones.ID + ".do.look", group.vpcId(), reason.source()),
              privateSubnets),
          List.of());
    }
    Map<String, Subnet> candidates = new TreeMap<>();
    region.subnets().orElse(List.of()).stream()
        .filter(subnet -> subnet.vpcId().equals(group.vpcId()) && isUsable(subnet, accountId))
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
      steps.add(privateSubnets);
      return new Remedy(steps, List.of());
    }
    String description =
        candidates.values().stream()
            .map(subnet -> "%s (%s, %s)".formatted(subnet.id(), subnet.zone(), subnet.cidr()))
            .collect(Collectors.joining(", "));
    List<String> subnetIds =
        Stream.concat(
                group.subnets().stream()
                    .filter(member -> member.status().equalsIgnoreCase("Active"))
                    .map(DbSubnetGroup.Member::subnetId),
                candidates.values().stream().map(Subnet::id))
            .distinct()
            .toList();
    String arguments =
        subnetIds.stream().map(ShellArgument::quote).collect(Collectors.joining(" "));
    steps.add(Text.of(SubnetGroupSpansZones.ID + ".do.add", group.name(), description));
    steps.add(privateSubnets);
    return new Remedy(
        steps,
        List.of(
            "aws rds modify-db-subnet-group --db-subnet-group-name %s --subnet-ids %s --region %s"
                .formatted(
                    ShellArgument.quote(group.name()),
                    arguments,
                    ShellArgument.quote(region.name())),
            Hcl.resource("aws_db_subnet_group", "db")
                .text("name", group.name())
                .texts("subnet_ids", subnetIds)
                .toString()));
  }
}
