package io.todoku.rule;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.Attestation.AttestationState;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RegionInventory.NatGateway;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** An instance that is declared to send, by an address that is not known, is never silence. */
class SendersWithoutEgressPathTests {

  private static SnapshotBuilder aTaggedPrivateInstance() {
    return aSnapshot().withPrivateInstance("i-form", Map.of("todoku:mail", "yes", "Name", "form"));
  }

  private static List<Finding> judge(SnapshotBuilder world) {
    try (var context = new AnnotationConfigApplicationContext("io.todoku.rule")) {
      return context.getBean(RuleEngine.class).judge(world.build());
    }
  }

  private static void assertUnknown(SnapshotBuilder world) {
    assertThat(judge(world))
        .filteredOn(f -> f.resource().id().equals("i-form"))
        .extracting(Finding::rule)
        .contains("ptr-exists", "ptr-matches-a", "ptr-not-generic")
        .doesNotContain("no-open-relay", "send-limit-removed");
    assertThat(judge(world))
        .filteredOn(f -> f.resource().id().equals("i-form"))
        .allSatisfy(f -> {
          assertThat(f.verdict()).isEqualTo(Verdict.UNKNOWN);
          assertThat(f.unknownReason().source()).isEqualTo("ec2:DescribeRouteTables");
          assertThat(f.resource().name()).isEqualTo("form");
          assertThat(f.evidence()).isNotEmpty();
        });
  }

  @Test
  void withoutAnyGatewayTheVerdictIsUnknown() {
    assertUnknown(aTaggedPrivateInstance());
  }

  @Test
  void aGatewayOfAnotherVpcOrOfNoneDoesNotCount() {
    assertUnknown(
        aTaggedPrivateInstance()
            .withNat(new NatGateway("nat-2", "available", "vpc-2", List.of("192.0.2.9")))
            .withNat(new NatGateway("nat-3", "available", null, List.of("192.0.2.10"))));
  }

  @Test
  void theRegionOfADeclaredInstanceNeedsTheSendingLimitRemoved() {
    assertThat(judge(aTaggedPrivateInstance()))
        .filteredOn(f -> f.rule().equals("send-limit-removed"))
        .singleElement()
        .satisfies(f -> assertThat(f.resource().id()).isEqualTo(SnapshotBuilder.REGION))
        .satisfies(f -> assertThat(f.verdict()).isEqualTo(Verdict.UNKNOWN));
    assertThat(
            judge(
                aTaggedPrivateInstance()
                    .withAttestation(AttestationState.GRANTED, LocalDate.parse("2026-11-01"))))
        .filteredOn(f -> f.rule().equals("send-limit-removed"))
        .singleElement()
        .extracting(Finding::verdict)
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void whenInstancesWereNotListedTheRegionIsUnknown() {
    List<Finding> findings = judge(aSnapshot().denied("ec2:DescribeInstances"));

    assertThat(findings)
        .extracting(Finding::rule)
        .contains("ptr-exists", "ptr-matches-a", "ptr-not-generic", "send-limit-removed");
    assertThat(findings)
        .filteredOn(f -> f.rule().startsWith("ptr-") || f.rule().equals("send-limit-removed"))
        .extracting(Finding::verdict)
        .containsOnly(Verdict.UNKNOWN);
  }

  @Test
  void whenGatewaysWereNotListedTheRegionIsUnknownInstead() {
    Snapshot snapshot = aTaggedPrivateInstance().denied("ec2:DescribeNatGateways").build();

    assertThat(SendersWithoutEgressPath.regionsIn(snapshot)).isEmpty();
    assertThat(NotCollected.addressFindings("ptr-exists", snapshot)).hasSize(1);
  }

  @Test
  void mailLeavesByTheGatewayOfItsVpc() {
    SnapshotBuilder world =
        aTaggedPrivateInstance().withNat("nat-1", "available", "192.0.2.9", Map.of());

    assertThat(SendersWithoutEgressPath.regionsIn(world.build())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"shutting-down", "terminated"})
  void aTerminatedInstanceSendsNothing(String state) {
    SnapshotBuilder world =
        aSnapshot()
            .withInstance(new Instance("i-form", state, null, null, Map.of("todoku:mail", "yes")));

    assertThat(SendersWithoutEgressPath.regionsIn(world.build())).isEmpty();
  }

  @Test
  void whenItsOnlyGatewayIsDeclaredNotToSendTheVerdictIsUnknown() {
    assertUnknown(
        aTaggedPrivateInstance()
            .withNat("nat-1", "available", "192.0.2.9", Map.of("todoku:mail", "no")));
    assertUnknown(
        aTaggedPrivateInstance()
            .withNat("nat-1", "available", "192.0.2.9", Map.of())
            .withRoleOverride("192.0.2.9", false));
  }

  private static SnapshotBuilder behindTwoGateways() {
    return aTaggedPrivateInstance()
        .withNat("nat-1", "available", "192.0.2.9", Map.of())
        .withNat("nat-2", "available", "192.0.2.10", Map.of());
  }

  @Test
  void ofTwoPossibleGatewaysOnlyThePassesAreCertain() {
    List<Finding> findings =
        judge(
            behindTwoGateways()
                .ptr("192.0.2.9", "out.example.com")
                .dnsStatus("10.2.0.192.in-addr.arpa", "PTR", Status.NXDOMAIN));

    assertThat(findings)
        .filteredOn(f -> f.rule().equals("ptr-exists"))
        .extracting(f -> f.resource().address() + " " + f.verdict())
        .containsExactlyInAnyOrder("192.0.2.9 PASS", "192.0.2.10 UNKNOWN");
  }

  @ParameterizedTest
  @CsvSource({"GRANTED, PASS", "REFUSED, FAIL"})
  void theSendingLimitIsCertainWhicheverGatewayIsUsed(AttestationState state, Verdict verdict) {
    assertThat(judge(behindTwoGateways().withAttestation(state, LocalDate.parse("2026-11-01"))))
        .filteredOn(f -> f.rule().equals("send-limit-removed"))
        .singleElement()
        .extracting(Finding::verdict)
        .isEqualTo(verdict);
  }
}
