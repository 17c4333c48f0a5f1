package io.todoku.rule;

import static io.todoku.rule.World.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.Attestation.State;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RegionInventory.NatGateway;
import io.todoku.snapshot.Snapshot;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** An instance that is declared to send, by an address that is not known, is never silence. */
class NoWayOutTests {

  private static World declared() {
    return aSnapshot().withPrivateInstance("i-form", Map.of("todoku:mail", "yes", "Name", "form"));
  }

  private static List<Finding> judge(World world) {
    try (var context = new AnnotationConfigApplicationContext("io.todoku.rule")) {
      return context.getBean(Judge.class).judge(world.build());
    }
  }

  private static void assertUnknown(World world) {
    assertThat(judge(world))
        .filteredOn(f -> f.resource().id().equals("i-form"))
        .extracting(Finding::rule)
        .contains("ptr-exists", "ptr-matches-a", "ptr-not-generic")
        .doesNotContain("no-open-relay", "send-limit-removed");
    assertThat(judge(world))
        .filteredOn(f -> f.resource().id().equals("i-form"))
        .allSatisfy(f -> {
          assertThat(f.verdict()).isEqualTo(Verdict.UNKNOWN);
          assertThat(f.unknown().source()).isEqualTo("ec2:DescribeRouteTables");
          assertThat(f.resource().name()).isEqualTo("form");
          assertThat(f.evidence()).isNotEmpty();
        });
  }

  @Test
  void withoutAnyGatewayItIsUnknown() {
    assertUnknown(declared());
  }

  @Test
  void aGatewayOfAnotherVpcOrOfNoneIsNotItsOwn() {
    assertUnknown(
        declared()
            .withNat(new NatGateway("nat-2", "available", "vpc-2", List.of("192.0.2.9")))
            .withNat(new NatGateway("nat-3", "available", null, List.of("192.0.2.10"))));
  }

  @Test
  void itsRegionNeedsTheSendingLimitRemoved() {
    assertThat(judge(declared()))
        .filteredOn(f -> f.rule().equals("send-limit-removed"))
        .singleElement()
        .satisfies(f -> assertThat(f.resource().id()).isEqualTo(World.REGION))
        .satisfies(f -> assertThat(f.verdict()).isEqualTo(Verdict.UNKNOWN));
    assertThat(judge(declared().said(State.GRANTED, LocalDate.parse("2026-11-01"))))
        .filteredOn(f -> f.rule().equals("send-limit-removed"))
        .singleElement()
        .extracting(Finding::verdict)
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void whereInstancesWereNotListedOneMayBeDeclared() {
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
  void whereGatewaysWereNotListedThatIsTold() {
    Snapshot snapshot = declared().denied("ec2:DescribeNatGateways").build();

    assertThat(NoWayOut.in(snapshot)).isEmpty();
    assertThat(Blindness.ofAddresses("ptr-exists", snapshot)).hasSize(1);
  }

  @Test
  void aGatewayOfItsVpcIsItsWayOut() {
    World world = declared().withNat("nat-1", "available", "192.0.2.9", Map.of());

    assertThat(NoWayOut.in(world.build())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"shutting-down", "terminated"})
  void whatIsGoneSendsNothing(String state) {
    World world =
        aSnapshot()
            .withInstance(new Instance("i-form", state, null, null, Map.of("todoku:mail", "yes")));

    assertThat(NoWayOut.in(world.build())).isEmpty();
  }

  @Test
  void whereItsOnlyGatewayIsSaidToSendNothingTheWordsContradict() {
    assertUnknown(
        declared().withNat("nat-1", "available", "192.0.2.9", Map.of("todoku:mail", "no")));
    assertUnknown(
        declared()
            .withNat("nat-1", "available", "192.0.2.9", Map.of())
            .override("192.0.2.9", false));
  }

  private static World behindTwo() {
    return declared()
        .withNat("nat-1", "available", "192.0.2.9", Map.of())
        .withNat("nat-2", "available", "192.0.2.10", Map.of());
  }

  @Test
  void eachOfTwoGatewaysIsGoodWhereItIsShownToBe() {
    List<Finding> findings =
        judge(
            behindTwo()
                .ptr("192.0.2.9", "out.example.com")
                .dnsStatus("10.2.0.192.in-addr.arpa", "PTR", Status.NXDOMAIN));

    assertThat(findings)
        .filteredOn(f -> f.rule().equals("ptr-exists"))
        .extracting(f -> f.resource().address() + " " + f.verdict())
        .containsExactlyInAnyOrder("192.0.2.9 PASS", "192.0.2.10 UNKNOWN");
  }

  @ParameterizedTest
  @CsvSource({"GRANTED, PASS", "REFUSED, FAIL"})
  void theLimitIsSureWhicheverGatewayItIs(State state, Verdict verdict) {
    assertThat(judge(behindTwo().said(state, LocalDate.parse("2026-11-01"))))
        .filteredOn(f -> f.rule().equals("send-limit-removed"))
        .singleElement()
        .extracting(Finding::verdict)
        .isEqualTo(verdict);
  }
}
