package io.todoku.rule.database;

import io.todoku.rule.AwsConsole;
import io.todoku.rule.Hcl;
import io.todoku.rule.HclLabel;
import io.todoku.rule.Remedy;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.RemedyLink;
import io.todoku.rule.ShellArgument;
import io.todoku.rule.Text;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.DbSubnetGroup;
import io.todoku.snapshot.RegionInventory.Subnet;
import io.todoku.snapshot.RouteTable;
import java.util.ArrayList;
import java.util.Comparator;
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

  /** The members in a Local Zone or on an Outpost, which a group does not mix with others. */
  private static List<String> membersOutsideOfRegion(RegionInventory region, DbSubnetGroup group) {
    return group.subnets().stream()
        .filter(member ->
            !isAvailabilityZoneOf(region, member.zone()) || isOnOutpost(region, member.subnetId()))
        .map(DbSubnetGroup.Member::subnetId)
        .toList();
  }

  private static boolean isOnOutpost(RegionInventory region, String subnetId) {
    return region.subnets().orElse(List.of()).stream()
        .anyMatch(subnet -> subnet.id().equals(subnetId) && subnet.outpostArn() != null);
  }

  /** Whether a route leads straight to the Internet; false where routes were not collected. */
  private static boolean isPublic(RegionInventory region, String subnetId) {
    List<RouteTable> tables = region.routeTables().orElse(List.of());
    String vpcId =
        region.subnets().orElse(List.of()).stream()
            .filter(subnet -> subnet.id().equals(subnetId))
            .map(Subnet::vpcId)
            .findFirst()
            .orElse("");
    return tables.stream()
        .filter(table -> table.subnetIds().contains(subnetId))
        .findFirst()
        .or(() ->
            tables.stream()
                .filter(table -> table.main() && table.vpcId().equals(vpcId))
                .findFirst())
        .stream()
        .flatMap(table -> table.routes().stream())
        .anyMatch(route -> route.target().startsWith("igw-"));
  }

  /**
   * Adds one subnet of the VPC for each zone that the group does not span yet, of the same kind as
   * its members where there is a choice: private or public.
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
    List<String> elsewhere = membersOutsideOfRegion(region, group);
    if (!elsewhere.isEmpty()) {
      return Remedy.of(
          Text.of(
              SubnetGroupSpansZones.ID + ".do.elsewhere",
              group.name(),
              String.join(", ", elsewhere),
              String.valueOf(needed)));
    }
    RemedyLink page = AwsConsole.dbSubnetGroup(region.name(), group.name());
    Text privateSubnets = Text.of(SubnetGroupSpansZones.ID + ".do.private");
    if (region.subnets() instanceof Unknown<List<Subnet>>(Reason reason)) {
      return Remedy.of(
              Text.of(SubnetGroupSpansZones.ID + ".do.look", group.vpcId(), reason.source()))
          .looking(privateSubnets)
          .linking(page);
    }
    boolean membersPublic =
        group.subnets().stream().anyMatch(member -> isPublic(region, member.subnetId()));
    Map<String, Subnet> candidates = new TreeMap<>();
    region.subnets().orElse(List.of()).stream()
        .filter(subnet -> subnet.vpcId().equals(group.vpcId()) && isUsable(subnet, accountId))
        .filter(
            subnet -> isAvailabilityZoneOf(region, subnet.zone()) && !zones.contains(subnet.zone()))
        .sorted(Comparator.comparing(subnet -> isPublic(region, subnet.id()) != membersPublic))
        .forEach(subnet -> candidates.putIfAbsent(subnet.zone(), subnet));
    List<Text> steps = new ArrayList<>();
    int lacking = needed - zones.size() - candidates.size();
    if (lacking > 0) {
      steps.add(
          Text.of(SubnetGroupSpansZones.ID + ".do.create", group.vpcId(), String.valueOf(lacking)));
    }
    if (candidates.isEmpty()) {
      return Remedy.of(steps, List.of()).looking(privateSubnets).linking(page);
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
    return Remedy.of(
            steps,
            List.of(
                RemedyBlock.aws(
                    "aws rds modify-db-subnet-group --db-subnet-group-name %s --subnet-ids %s --region %s"
                        .formatted(
                            ShellArgument.quote(group.name()),
                            arguments,
                            ShellArgument.quote(region.name())),
                    Hcl.resource(
                            "aws_db_subnet_group",
                            HclLabel.of(region.name(), group.name(), needed + "-zones"))
                        .text("name", group.name())
                        .texts("subnet_ids", subnetIds))))
        .looking(privateSubnets)
        .linking(page);
  }
}
