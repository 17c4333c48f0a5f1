package io.todoku.rule;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.Ingress;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.NetworkInterface.PublicIpAssociation;
import io.todoku.snapshot.RegionInventory.SecurityGroup;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngressRulesTests {

  private static final String ADDRESS = "203.0.113.9";

  private static RegionInventory region(SnapshotBuilder builder) {
    return builder.build().knownRegions().getFirst();
  }

  private static NetworkInterface nic(String id, String address, String... groups) {
    return new NetworkInterface(
        id,
        "i-" + id,
        "subnet-a",
        List.of(new PublicIpAssociation(address, null)),
        List.of(),
        List.of(groups),
        null);
  }

  private static SecurityGroup group(String id, Ingress... rules) {
    return new SecurityGroup(id, id, List.of(rules), Observed.known(List.of()));
  }

  private static Ingress tcp(int from, int to, String... sources) {
    return new Ingress("tcp", from, to, List.of(sources));
  }

  @Test
  void aPortThatNoPermissionCoversIsKnownToBeClosed() {
    RegionInventory region =
        region(aSnapshot().withInterface(nic("eni-1", ADDRESS, "sg-1")).openToTheWorld(587));

    assertThat(IngressRules.isKnownClosed(region, ADDRESS, 25)).isTrue();
    assertThat(IngressRules.isKnownClosed(region, ADDRESS, 587)).isFalse();
  }

  @Test
  void aPermissionWithoutSourcesLetsNobodyIn() {
    RegionInventory region =
        region(
            aSnapshot().withInterface(nic("eni-1", ADDRESS, "sg-1")).openToTheWorld(25).openTo());

    assertThat(IngressRules.isKnownClosed(region, ADDRESS, 25)).isTrue();
  }

  @Test
  void onePermittedSourceIsNotClosed() {
    RegionInventory region =
        region(
            aSnapshot()
                .withInterface(nic("eni-1", ADDRESS, "sg-1"))
                .openToTheWorld(25)
                .openTo("198.51.100.0/24"));

    assertThat(IngressRules.isKnownClosed(region, ADDRESS, 25)).isFalse();
  }

  @Test
  void theGroupsOfOtherInterfacesDoNotCount() {
    RegionInventory region =
        region(
            aSnapshot()
                .withInterface(nic("eni-2", "203.0.113.8", "sg-gone"))
                .withInterface(nic("eni-1", ADDRESS, "sg-1")));

    assertThat(IngressRules.isKnownClosed(region, ADDRESS, 25)).isTrue();
  }

  @Test
  void anAddressWithoutInterfaceOrGroupIsNotKnownToBeClosed() {
    assertThat(
            IngressRules.isKnownClosed(
                region(aSnapshot().withInterface(nic("eni-2", "203.0.113.8", "sg-1"))),
                ADDRESS,
                25))
        .isFalse();
    assertThat(
            IngressRules.isKnownClosed(
                region(aSnapshot().withInterface(nic("eni-1", ADDRESS))), ADDRESS, 25))
        .isFalse();
    assertThat(
            IngressRules.isKnownClosed(
                region(aSnapshot().withInterface(nic("eni-1", ADDRESS, "sg-1", "sg-gone"))),
                ADDRESS,
                25))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec2:DescribeSecurityGroups", "ec2:DescribeNetworkInterfaces"})
  void whatWasNotListedIsNotKnownToBeClosed(String api) {
    RegionInventory region =
        region(aSnapshot().withInterface(nic("eni-1", ADDRESS, "sg-1")).denied(api));

    assertThat(IngressRules.isKnownClosed(region, ADDRESS, 25)).isFalse();
  }

  @Test
  void theFirstOpenMailPortOfTheGroupsIsFound() {
    List<SecurityGroup> groups =
        List.of(
            group("sg-other", tcp(25, 25, "0.0.0.0/0")),
            group("sg-1", tcp(25, 25, "198.51.100.0/24"), tcp(400, 600, "0.0.0.0/0", "::/0")),
            group("sg-2", new Ingress("-1", null, null, List.of("::/0"))));

    assertThat(IngressRules.openMailPort(groups, List.of("sg-1"), ADDRESS)).contains(465);
    assertThat(IngressRules.openMailPort(groups, List.of("sg-1", "sg-2"), "2001:db8::25"))
        .contains(25);
    assertThat(IngressRules.openMailPort(groups, List.of("sg-2"), ADDRESS)).isEmpty();
  }

  @Test
  void permissionsAreFoundByGroup() {
    Ingress world = tcp(25, 25, "0.0.0.0/0");
    Ingress all = new Ingress("-1", null, null, List.of("0.0.0.0/0"));
    List<SecurityGroup> groups =
        List.of(
            group("sg-b", all, tcp(25, 25, "10.0.0.0/8"), world),
            group("sg-c", world),
            group("sg-a", tcp(26, 26, "0.0.0.0/0"), world),
            group("sg-d", tcp(24, 24, "0.0.0.0/0")));

    assertThat(
            IngressRules.permissionsOpenToTheWorld(
                groups, List.of("sg-a", "sg-b", "sg-d"), ADDRESS, 25))
        .containsExactlyEntriesOf(
            new TreeMap<>(Map.of("sg-a", List.of(world), "sg-b", List.of(all, world))));
  }

  @Test
  void aGroupThatWasNotListedIsNamed() {
    List<SecurityGroup> groups = List.of(group("sg-1"));

    assertThat(IngressRules.reasonForUnlistedGroup(groups, List.of("sg-1", "sg-x", "sg-y")))
        .contains(Reason.of(ReasonKind.MALFORMED, "ec2:DescribeSecurityGroups", "sg-x"));
    assertThat(IngressRules.reasonForUnlistedGroup(groups, List.of("sg-1"))).isEmpty();
  }
}
