package io.todoku.rule;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Accounts of more than one Region, each made by itself. */
final class MultiRegionSnapshots {

  private MultiRegionSnapshots() {}

  /** Another account holds an address, and another Region of this one is like this other world. */
  static Snapshot twoRegions(SnapshotBuilder here, SnapshotBuilder abroad) {
    Snapshot one = here.build();
    Snapshot other = abroad.build();
    Snapshot both =
        withRegion(
            one,
            renamed(other.knownRegions().getFirst(), "us-east-1"),
            other.lookups(),
            other.servers());
    return both.judgedAt(
        both.judgedAt(),
        both.account()
            .withAddressesOfOtherAccounts(
                Map.of(CompleteSnapshots.OTHER_ACCOUNT_ADDRESS, "222222222222")),
        both.attestations());
  }

  static RegionInventory renamed(RegionInventory region, String name) {
    return new RegionInventory(
        name,
        region.elasticIps(),
        region.reverseDns(),
        region.instances(),
        region.securityGroups(),
        region.networkInterfaces(),
        region.natGateways(),
        region.subnets(),
        region.dbInstances(),
        region.dbClusters(),
        region.dbSubnetGroups(),
        region.networkAcls(),
        region.ses(),
        region.routeTables(),
        region.transitGatewayAttachments(),
        region.transitGatewayRouteTables(),
        region.lightsail());
  }

  /** One Region more, and what was asked about it. */
  static Snapshot withRegion(
      Snapshot one, RegionInventory region, List<DnsLookup> lookups, List<MailServer> servers) {
    return new Snapshot(
        one.version(),
        one.scanId(),
        one.account(),
        one.startedAt(),
        one.finishedAt(),
        one.judgedAt(),
        Observed.known(union(one.knownRegions(), List.of(region))),
        one.supportCases(),
        union(one.lookups(), lookups),
        union(one.servers(), servers),
        one.attestations(),
        one.gaps(),
        one.blocklists(),
        one.mtaStsPolicies(),
        one.zones(),
        one.mailboxes());
  }

  private static <T> List<T> union(List<T> some, List<T> more) {
    return Stream.concat(some.stream(), more.stream()).distinct().toList();
  }
}
