package io.todoku.snapshot;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.todoku.snapshot.PublicAddress.AddressKind;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.NetworkInterface.PublicIpAssociation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicAddressTests {

  private static List<PublicAddress> in(SnapshotBuilder builder) {
    return PublicAddress.in(builder.build().knownRegions().getFirst());
  }

  @Test
  void theAddressOfANatGatewayHasTheTagsOfItsOwnElasticIp() {
    assertThat(
            in(
                aSnapshot()
                    .withElasticIp("203.0.113.8", Map.of("Name", "other"))
                    .withNat("nat-1", "available", "203.0.113.9", Map.of("Name", "gateway"))))
        .contains(
            new PublicAddress(
                AddressKind.NAT_GATEWAY,
                "nat-1",
                "203.0.113.9",
                "eipalloc-nat-1",
                null,
                null,
                false,
                null,
                Map.of("Name", "gateway")));
  }

  @ParameterizedTest
  @CsvSource({
    "available, NAT_GATEWAY",
    "pending, NAT_GATEWAY",
    "deleting, NAT_GATEWAY",
    "failed, ELASTIC_IP",
    "deleted, ELASTIC_IP"
  })
  void aGatewayThatFailedOrIsGoneHasNoAddress(String state, AddressKind kind) {
    assertThat(in(aSnapshot().withNat("nat-1", state, "203.0.113.9", Map.of())))
        .singleElement()
        .extracting(PublicAddress::kind)
        .isEqualTo(kind);
  }

  @Test
  void onlyAnElasticIpThatIsAssociatedWithNothingIsIdle() {
    assertThat(in(aSnapshot().withIdleElasticIp("203.0.113.8").withSender("203.0.113.9")))
        .extracting(PublicAddress::address, PublicAddress::idle)
        .containsExactly(tuple("203.0.113.8", true), tuple("203.0.113.9", false));
  }

  @Test
  void theElasticIpOfALoadBalancerIsManagedByItsService() {
    assertThat(in(aSnapshot().withSender("203.0.113.8").withLoadBalancer("203.0.113.9")))
        .extracting(PublicAddress::managedBy)
        .containsExactly(null, "network_load_balancer");
  }

  @Test
  void onlyGlobalUnicastAddressesOfIpv6ArePublic() {
    assertThat(
            in(
                aSnapshot()
                    .withInterface(
                        new NetworkInterface(
                            "eni-6",
                            "i-6",
                            "subnet-a",
                            List.of(),
                            List.of("fd00::25", "2001:db8::25"),
                            List.of("sg-1"),
                            null))))
        .extracting(PublicAddress::address)
        .containsExactly("2001:db8::25");
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.9, true",
    "203.0.113.8, true",
    "2001:db8::25, true",
    "203.0.113.7, false",
    "2001:db8::26, false"
  })
  void anInterfaceHasItsOwnAddressesOnly(String address, boolean own) {
    NetworkInterface nic =
        new NetworkInterface(
            "eni-1",
            "i-1",
            "subnet-a",
            List.of(
                new PublicIpAssociation("203.0.113.8", "eipalloc-1"),
                new PublicIpAssociation("203.0.113.9", null)),
            List.of("2001:db8::25"),
            List.of("sg-1"),
            null);

    assertThat(nic.hasAddress(address)).isEqualTo(own);
  }
}
