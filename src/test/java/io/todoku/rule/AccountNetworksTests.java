package io.todoku.rule;

import static io.todoku.rule.EgressVpcFixture.EXIT;
import static io.todoku.rule.EgressVpcFixture.NETWORK;
import static io.todoku.rule.EgressVpcFixture.WORKLOAD;
import static io.todoku.rule.EgressVpcFixture.attachment;
import static io.todoku.rule.EgressVpcFixture.network;
import static io.todoku.rule.EgressVpcFixture.routes;
import static io.todoku.rule.EgressVpcFixture.table;
import static io.todoku.rule.EgressVpcFixture.workload;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Sender.SendingRole;
import io.todoku.snapshot.AccountNetwork;
import io.todoku.snapshot.AccountNetwork.SendingHost;
import io.todoku.snapshot.AccountNetwork.TransitGatewayEntry;
import io.todoku.snapshot.AccountNetwork.VpcExit;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Mail of one account that leaves by the egress VPC of another, through a transit gateway. */
class AccountNetworksTests {

  private static final String INSPECTION = "444444444444";

  private static Snapshot one(String account, SnapshotBuilder... snapshots) {
    return AccountNetworks.shareAmong(
            List.of(snapshots).stream().map(SnapshotBuilder::build).toList())
        .stream()
        .filter(snapshot -> snapshot.account().id().equals(account))
        .findFirst()
        .orElseThrow();
  }

  private static Sender sender(Snapshot snapshot, String address) {
    return Sender.allIn(snapshot).stream()
        .filter(sender -> sender.address().equals(address))
        .findFirst()
        .orElseThrow();
  }

  private static List<Finding> judge(String rule, Snapshot snapshot) {
    return AllRules.engine().judge(snapshot).stream().filter(f -> f.rule().equals(rule)).toList();
  }

  @Test
  void theAddressOfTheEgressVpcIsASenderOfTheAccountThatHoldsIt() {
    Snapshot network = one(NETWORK, workload(Map.of()), network("nat-1"));

    assertThat(sender(network, EXIT).role()).isEqualTo(SendingRole.SENDS);
    assertThat(sender(network, EXIT).sending().evidence())
        .containsExactly(Text.of("sender.private-elsewhere", "i-mail", WORKLOAD));
    assertThat(sender(network, "192.0.2.8").role()).isEqualTo(SendingRole.NO_SIGN);
    assertThat(sender(network, "192.0.2.9").role()).isEqualTo(SendingRole.NO_SIGN);
  }

  @Test
  void theAccountOfTheServerShowsWhereItsMailLeaves() {
    Snapshot workload = one(WORKLOAD, workload(Map.of()), network("nat-1"));

    assertThat(judge("ptr-exists", workload))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
          assertThat(finding.resource().id()).isEqualTo("i-mail");
          assertThat(finding.summary())
              .isEqualTo(Text.of("finding.sends-elsewhere", "i-mail", EXIT, NETWORK));
          assertThat(finding.evidence())
              .singleElement()
              .satisfies(evidence ->
                  assertThat(evidence.answer())
                      .containsExactly("vpc-1 → tgw-1", EXIT + ", account " + NETWORK));
        });
    assertThat(judge("send-limit-removed", workload))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.UNKNOWN);
  }

  @Test
  void theDomainsOfTheServerMustAuthoriseTheAddressOfTheOtherAccount() {
    assertThat(judge("spf-authorises-senders", one(WORKLOAD, workload(Map.of()), network("nat-1"))))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.PASS);
    assertThat(
            judge(
                "spf-authorises-senders",
                one(WORKLOAD, workload(Map.of(), "192.0.2.8"), network("nat-1"))))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
          assertThat(finding.resource().id()).isEqualTo("example.com");
          assertThat(finding.summary().arguments()).contains(EXIT);
        });
  }

  @Test
  void withoutTheOtherAccountTheServerIsAskedFor() {
    Snapshot workload = one(WORKLOAD, workload(Map.of()));

    assertThat(judge("ptr-exists", workload))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
          assertThat(finding.unknownReason().detail()).isEqualTo("owner " + NETWORK);
        });
  }

  @Test
  void whereTheOtherAccountHidesItsRoutesTheServerIsAskedFor() {
    Reason denied =
        new Reason(ReasonKind.DENIED, "ec2:DescribeRouteTables", "", "ec2:DescribeRouteTables");
    SnapshotBuilder network = network("nat-1").routeTables(Observed.unknown(denied));

    assertThat(judge("ptr-exists", one(WORKLOAD, workload(Map.of()), network)))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.UNKNOWN);
    assertThat(judge("spf-authorises-senders", one(WORKLOAD, workload(Map.of()), network)))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.UNKNOWN);
  }

  @Test
  void anAccountThatDoesNotOwnTheTransitGatewayIsNotBelieved() {
    AccountNetwork own = AccountNetworks.of(workload(Map.of()).build());
    String stranger = "999999999999";
    AccountNetwork claim =
        new AccountNetwork(
            stranger,
            List.of(
                attachment("tgw-attach-w", "vpc-1", WORKLOAD, "tgw-rtb-1"),
                attachment("tgw-attach-e", "vpc-e", stranger, null, "subnet-a")),
            List.of(table("tgw-rtb-1", "tgw-attach-e")),
            List.of(new VpcExit("vpc-e", List.of("192.0.2.66"), List.of(), true)),
            List.of());

    SharedNetworks.Exits exits =
        new SharedNetworks(own, List.of(claim)).exitsOf(new TransitGatewayEntry("tgw-1", "vpc-1"));

    assertThat(exits.addresses()).isEmpty();
    assertThat(exits.complete()).isFalse();
  }

  @Test
  void ofTwoNatGatewaysEachMayCarryTheMail() {
    Snapshot network = one(NETWORK, workload(Map.of()), network("nat-1", "nat-2"));

    assertThat(sender(network, EXIT).role()).isEqualTo(SendingRole.CANDIDATE);
    assertThat(sender(network, "192.0.2.8").role()).isEqualTo(SendingRole.CANDIDATE);
    assertThat(sender(network, "192.0.2.9").role()).isEqualTo(SendingRole.NO_SIGN);
    Snapshot workload = one(WORKLOAD, workload(Map.of()), network("nat-1", "nat-2"));
    assertThat(judge("spf-authorises-senders", workload))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.UNKNOWN);
  }

  /** Spokes go to an inspection VPC, which hands packets back for the egress VPC. */
  private static SnapshotBuilder networkBehindInspection() {
    return network("nat-1")
        .transitGateways(
            Observed.known(
                List.of(
                    attachment("tgw-attach-w", "vpc-1", WORKLOAD, "tgw-rtb-spokes"),
                    attachment("tgw-attach-i", "vpc-i", INSPECTION, "tgw-rtb-inspected"),
                    attachment("tgw-attach-e", "vpc-e", NETWORK, "tgw-rtb-egress", "subnet-a"))),
            Observed.known(
                List.of(
                    table("tgw-rtb-spokes", "tgw-attach-i"),
                    table("tgw-rtb-inspected", "tgw-attach-e"),
                    table("tgw-rtb-egress"))));
  }

  private static SnapshotBuilder inspection() {
    return aSnapshot()
        .account(INSPECTION)
        .routeTables(routes("vpc-i", "subnet-i", "tgw-1"))
        .transitGateways(
            Observed.known(
                List.of(attachment("tgw-attach-i", "vpc-i", INSPECTION, null, "subnet-i"))),
            Observed.known(List.of()));
  }

  @Test
  void aThirdAccountThatInspectsThePacketsIsFollowedToo() {
    Snapshot network = one(NETWORK, workload(Map.of()), inspection(), networkBehindInspection());

    assertThat(sender(network, EXIT).role()).isEqualTo(SendingRole.SENDS);
    assertThat(
            judge(
                "ptr-exists",
                one(WORKLOAD, workload(Map.of()), inspection(), networkBehindInspection())))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.NOT_APPLICABLE);
    assertThat(judge("ptr-exists", one(WORKLOAD, workload(Map.of()), networkBehindInspection())))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.UNKNOWN);
  }

  @Test
  void aServerThatMayNotSendMakesNoCertainSender() {
    SnapshotBuilder stopped = workload(Map.of("todoku:mail", "perhaps"));

    assertThat(sender(one(NETWORK, stopped, network("nat-1")), EXIT).role())
        .isEqualTo(SendingRole.CANDIDATE);
  }

  @Test
  void whatAnAccountSharesIsItsRoutesItsExitsAndItsHosts() {
    AccountNetwork workload = AccountNetworks.of(workload(Map.of()).build());
    AccountNetwork network = AccountNetworks.of(network("nat-1", "nat-2").build());

    assertThat(workload.hosts())
        .containsExactly(
            new SendingHost("i-mail", new TransitGatewayEntry("tgw-1", "vpc-1"), true));
    assertThat(network.hosts()).isEmpty();
    assertThat(network.exits())
        .containsExactly(new VpcExit("vpc-e", List.of(EXIT, "192.0.2.8"), List.of(), true));
    assertThat(AccountNetworks.of(aSnapshot().withSender(EXIT).build()).isEmpty()).isTrue();
  }
}
