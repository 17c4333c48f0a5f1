package io.todoku.rule.database;

import io.todoku.rule.Remedy;
import io.todoku.rule.Shell;
import io.todoku.rule.Text;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.DbSubnetGroup;
import io.todoku.snapshot.RegionInventory.Subnet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which subnets of the VPC would give a DB subnet group the zones that it lacks. */
final class MoreZones {

  private MoreZones() {}

  /** One subnet of each zone that the group does not span yet, and the command that adds them. */
  static Remedy remedy(RegionInventory region, DbSubnetGroup group, Set<String> zones) {
    Map<String, Subnet> candidates = new TreeMap<>();
    region.subnets().orElse(List.of()).stream()
        .filter(subnet -> subnet.vpcId().equals(group.vpcId()))
        .filter(subnet -> !zones.contains(subnet.zone()))
        .forEach(subnet -> candidates.putIfAbsent(subnet.zone(), subnet));
    if (candidates.isEmpty()) {
      return new Remedy(
          List.of(
              Text.of(SubnetGroupSpansZones.ID + ".do.create", group.vpcId()),
              Text.of(SubnetGroupSpansZones.ID + ".do.private")),
          List.of());
    }
    String named =
        candidates.values().stream()
            .map(s -> s.id() + " (" + s.zone() + ", " + s.cidr() + ")")
            .collect(Collectors.joining(", "));
    String ids =
        Stream.concat(
                group.subnets().stream().map(DbSubnetGroup.Member::subnetId),
                candidates.values().stream().map(Subnet::id))
            .distinct()
            .map(Shell::word)
            .collect(Collectors.joining(" "));
    return new Remedy(
        List.of(
            Text.of(SubnetGroupSpansZones.ID + ".do.add", group.name(), named),
            Text.of(SubnetGroupSpansZones.ID + ".do.private")),
        List.of(
            "aws rds modify-db-subnet-group --db-subnet-group-name %s --subnet-ids %s --region %s"
                .formatted(Shell.word(group.name()), ids, Shell.word(region.name()))));
  }
}
