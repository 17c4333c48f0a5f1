package io.todoku.snapshot;

import static io.todoku.snapshot.SnapshotBuilder.NOW;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountAddressesTests {

  private static Snapshot withRegions(Observed<List<RegionInventory>> regions) {
    return SnapshotCopy.copyOf(aSnapshot().build()).regions(regions).build();
  }

  private static Snapshot holding(String account, String... addresses) {
    SnapshotBuilder builder = aSnapshot().account(account);
    List.of(addresses).forEach(builder::withSender);
    return builder.build();
  }

  @Test
  void listsEachAddressOnceInTheOrderOfTheInventory() {
    RegionInventory region =
        aSnapshot()
            .withSender("203.0.113.9")
            .withPublicIp("198.51.100.7", "i-7")
            .withIpv6("2001:db8::25")
            .withNat("nat-1", "available", "192.0.2.3", Map.of())
            .build()
            .knownRegions()
            .getFirst();

    assertThat(AccountAddresses.of(withRegions(Observed.known(List.of(region, region)))))
        .containsExactly("192.0.2.3", "203.0.113.9", "198.51.100.7", "2001:db8::25");
  }

  @Test
  void isCompleteWhereAllAddressesWereListed() {
    assertThat(AccountAddresses.incompleteReason(aSnapshot().withSender("203.0.113.9").build()))
        .isNull();
  }

  @Test
  void isCompleteWhereOnlyOtherListsFailed() {
    Snapshot snapshot =
        aSnapshot().denied("ec2:DescribeInstances").denied("rds:DescribeDBInstances").build();

    assertThat(AccountAddresses.incompleteReason(snapshot)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ec2:DescribeAddresses",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeNatGateways"
      })
  void isIncompleteWhereAListOfAddressesFailed(String api) {
    assertThat(AccountAddresses.incompleteReason(aSnapshot().denied(api).build()))
        .isEqualTo(new Reason(ReasonKind.DENIED, api, "no", api));
  }

  @Test
  void isIncompleteWhereTheRegionsAreNotKnown() {
    Reason reason = Reason.of(ReasonKind.NO_ACCESS, "sts:AssumeRole", "not authorized");

    assertThat(AccountAddresses.incompleteReason(withRegions(Observed.unknown(reason))))
        .isEqualTo(reason);
  }

  @Test
  void aRegionThatWasNotCollectedHasTheReasonInEachList() {
    Reason reason = Reason.of(ReasonKind.TIMEOUT, "ec2:DescribeAddresses", "10 s");
    RegionInventory region = RegionInventory.notCollected("eu-west-1", reason);

    assertThat(region.name()).isEqualTo("eu-west-1");
    assertThat(
            List.<Observed<?>>of(
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
                region.ses()))
        .allMatch(Observed.unknown(reason)::equals);
    assertThat(AccountAddresses.incompleteReason(withRegions(Observed.known(List.of(region)))))
        .isEqualTo(reason);
  }

  @Test
  void sharesWhatOtherAccountsHoldButNotWhatTheAccountItselfHolds() {
    List<Snapshot> shared =
        AccountAddresses.shareAmong(
            List.of(
                holding("111111111111", "203.0.113.1"),
                holding("111111111111", "203.0.113.4"),
                holding("222222222222", "203.0.113.2", "203.0.113.3"),
                holding("333333333333", "203.0.113.3")));

    assertThat(shared)
        .extracting(snapshot -> snapshot.account().addressesOfOtherAccounts())
        .containsExactly(
            Map.of("203.0.113.2", "222222222222", "203.0.113.3", "222222222222"),
            Map.of("203.0.113.2", "222222222222", "203.0.113.3", "222222222222"),
            Map.of(
                "203.0.113.1", "111111111111",
                "203.0.113.4", "111111111111",
                "203.0.113.3", "333333333333"),
            Map.of(
                "203.0.113.1", "111111111111",
                "203.0.113.4", "111111111111",
                "203.0.113.2", "222222222222",
                "203.0.113.3", "222222222222"));
    assertThat(shared.getFirst().judgedAt()).isEqualTo(NOW);
  }
}
