package io.todoku.rule;

import static io.todoku.rule.NetworkParts.MAIL_GROUP;
import static io.todoku.rule.NetworkParts.nic;
import static io.todoku.rule.NetworkParts.table;
import static io.todoku.rule.NetworkParts.tableOf;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.todoku.rule.Sender.SendingRole;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory.ElasticIp;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RegionInventory.NatGateway;
import io.todoku.snapshot.RegionInventory.ReverseDns;
import io.todoku.snapshot.RouteTable;
import io.todoku.snapshot.RouteTable.Route;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways out of private hosts that are easily taken for another one, or for none. */
class EgressSituationsTests {

  private static final String ACCOUNT = aSnapshot().build().account().id();
  private static final String OTHER_ACCOUNT = "222222222222";

  /** A private mail server in {@code subnet-p}, whose table has these routes. */
  private static SnapshotBuilder mailServer(Route... routes) {
    return mailServer(tableOf("vpc-1", "subnet-p", routes));
  }

  private static SnapshotBuilder mailServer(RouteTable... tables) {
    return aSnapshot()
        .withSecurityGroup(NetworkParts.mailGroup(ACCOUNT))
        .withSecurityGroup(NetworkParts.closedGroup(ACCOUNT))
        .withPrivateInstance("i-mail", Map.of())
        .withInterface(
            nic("eni-mail", ACCOUNT, "vpc-1", "subnet-p")
                .instance("i-mail")
                .groups(MAIL_GROUP)
                .build())
        .routeTables(tables);
  }

  private static Route defaultRoute(String target) {
    return new Route("0.0.0.0/0", target, false);
  }

  private static Map<String, SendingRole> roles(SnapshotBuilder builder) {
    return Sender.allIn(builder.build()).stream()
        .collect(Collectors.toMap(Sender::address, Sender::role));
  }

  /** The findings of {@code ptr-exists} that ask for an address which is not known. */
  private static void assertAsked(SnapshotBuilder builder, String host, String source) {
    assertThat(AllRules.engine().judge(builder.build()))
        .filteredOn(finding -> finding.rule().equals("ptr-exists"))
        .filteredOn(finding -> finding.resource().id().equals(host))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
          assertThat(finding.summary()).isEqualTo(Text.of("finding.no-way-out.port", host));
          assertThat(finding.unknownReason().source()).isEqualTo(source);
          assertThat(finding.unknownReason().fix()).isEqualTo("egress-elsewhere");
        });
  }

  private static void assertNothingAsked(SnapshotBuilder builder) {
    assertThat(SendersWithoutEgressPath.reasonsIn(builder.build())).isEmpty();
  }

  @Test
  void aNatGatewayOfTheOwnerOfASharedVpcIsAskedForInTheParticipant() {
    SnapshotBuilder participant =
        mailServer(defaultRoute("nat-owners"))
            .withNat(new NatGateway("nat-decoy", "available", "vpc-2", List.of("192.0.2.8")));

    assertThat(roles(participant)).containsExactly(Map.entry("192.0.2.8", SendingRole.NO_SIGN));
    assertAsked(participant, "i-mail", "ec2:DescribeRouteTables → nat-owners");
  }

  @Test
  void aFirewallOfAParticipantInASharedVpcIsAskedForInTheOwner() {
    SnapshotBuilder owner =
        mailServer(defaultRoute("eni-theirs"))
            .withInterface(
                nic("eni-theirs", OTHER_ACCOUNT, "vpc-1", "subnet-a")
                    .instance("i-theirs")
                    .publicIp("192.0.2.9")
                    .forwarding()
                    .build());

    assertThat(roles(owner)).isEmpty();
    assertAsked(owner, "i-mail", "ec2:DescribeRouteTables → eni-theirs");
  }

  @Test
  void theMailOfAParticipantsServerLeavesByTheGatewayOfTheOwner() {
    SnapshotBuilder owner =
        aSnapshot()
            .withSecurityGroup(NetworkParts.mailGroup(OTHER_ACCOUNT))
            .withInterface(
                nic("eni-theirs", OTHER_ACCOUNT, "vpc-1", "subnet-p")
                    .instance("i-theirs")
                    .groups(MAIL_GROUP)
                    .build())
            .withNat("nat-1", "available", "192.0.2.7", Map.of())
            .withNat("nat-decoy", "available", "192.0.2.8", Map.of())
            .routeTables(table("vpc-1", "subnet-p", "nat-1"));

    assertThat(roles(owner))
        .containsOnly(
            Map.entry("192.0.2.7", SendingRole.SENDS), Map.entry("192.0.2.8", SendingRole.NO_SIGN));
  }

  @Test
  void aFailedNatGatewayLetsNothingOut() {
    SnapshotBuilder builder =
        mailServer(table("vpc-1", "subnet-p", "nat-1"), table("vpc-1", "subnet-a", "igw-1"))
            .withNat(
                new NatGateway(
                    "nat-1", "failed", "vpc-1", List.of("192.0.2.7"), "subnet-a", false));

    assertThat(roles(builder)).isEmpty();
    assertNothingAsked(builder);
  }

  @Test
  void aPrivateNatGatewayBehindATransitGatewayIsFollowed() {
    SnapshotBuilder builder =
        mailServer(table("vpc-1", "subnet-p", "nat-private"), table("vpc-1", "subnet-r", "tgw-1"))
            .withNat(
                new NatGateway("nat-private", "available", "vpc-1", List.of(), "subnet-r", false));

    assertAsked(builder, "i-mail", "ec2:DescribeRouteTables rtb-subnet-r: 0.0.0.0/0 → tgw-1");
  }

  @Test
  void aGatewayInAnotherAvailabilityZoneIsTheOneThatTheRouteNames() {
    SnapshotBuilder builder =
        mailServer(table("vpc-1", "subnet-p", "nat-c"))
            .subnet("subnet-p", "vpc-1", "a")
            .subnet("subnet-na", "vpc-1", "a")
            .subnet("subnet-nc", "vpc-1", "c")
            .withNat(
                new NatGateway(
                    "nat-a", "available", "vpc-1", List.of("192.0.2.7"), "subnet-na", false))
            .withNat(
                new NatGateway(
                    "nat-c", "available", "vpc-1", List.of("192.0.2.8"), "subnet-nc", false));

    assertThat(roles(builder))
        .containsOnly(
            Map.entry("192.0.2.7", SendingRole.NO_SIGN), Map.entry("192.0.2.8", SendingRole.SENDS));
  }

  @Test
  void ofTheElasticIpsOfANatInstanceOneSendsAndItIsNotKnownWhich() {
    SnapshotBuilder builder =
        mailServer(defaultRoute("eni-nat"))
            .withInterface(
                nic("eni-nat", ACCOUNT, "vpc-1", "subnet-a")
                    .instance("i-nat")
                    .elasticIps("192.0.2.7", "192.0.2.8")
                    .forwarding()
                    .build());

    assertThat(Sender.allIn(builder.build()))
        .extracting(Sender::address, Sender::role, sender -> sender.sending().evidence())
        .containsExactly(
            tuple(
                "192.0.2.7",
                SendingRole.CANDIDATE,
                List.of(Text.of("sender.private-port", "i-mail", "25"))),
            tuple(
                "192.0.2.8",
                SendingRole.CANDIDATE,
                List.of(Text.of("sender.private-port", "i-mail", "25"))));
  }

  @Test
  void ofSeveralElasticIpsOfAServerThatAnswersOneSendsUnlessItsPtrShowsMore() {
    SnapshotBuilder builder =
        aSnapshot()
            .withSecurityGroup(NetworkParts.mailGroup(ACCOUNT))
            .withInterface(
                nic("eni-1", ACCOUNT, "vpc-1", "subnet-a")
                    .instance("i-mail")
                    .elasticIps("192.0.2.7", "192.0.2.8")
                    .groups(MAIL_GROUP)
                    .build())
            .withInterface(
                nic("eni-2", ACCOUNT, "vpc-1", "subnet-a")
                    .instance("i-mail")
                    .elasticIps("192.0.2.9")
                    .groups(MAIL_GROUP)
                    .build())
            .withInterface(
                nic("eni-other", ACCOUNT, "vpc-1", "subnet-a")
                    .instance("i-other")
                    .elasticIps("192.0.2.10")
                    .groups(MAIL_GROUP)
                    .build())
            .reverseDns(
                new ReverseDns("eipalloc-9", "192.0.2.9", "mail.example.com.", null, null, null));
    List.of("192.0.2.7", "192.0.2.8", "192.0.2.9", "192.0.2.10")
        .forEach(address -> builder.serverNamed(address, "mail.example.com", "mail.example.com"));

    assertThat(roles(builder))
        .containsOnly(
            Map.entry("192.0.2.7", SendingRole.CANDIDATE),
            Map.entry("192.0.2.8", SendingRole.CANDIDATE),
            Map.entry("192.0.2.9", SendingRole.SENDS),
            Map.entry("192.0.2.10", SendingRole.SENDS));
    assertThat(Sender.allIn(builder.build()))
        .filteredOn(sender -> sender.address().equals("192.0.2.8"))
        .singleElement()
        .satisfies(sender -> {
          assertThat(sender.sending().evidence()).containsExactly(Text.of("sender.way-out"));
          assertThat(sender.uncertainty())
              .isEqualTo(
                  Question.WHICH_ADDRESS.about(
                      "192.0.2.8", "i-mail ec2:DescribeNetworkInterfaces"));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"nat-1", "eni-nat"})
  void aPrefixListWithoutADefaultRouteMayBeTheWayToTheInternet(String target) {
    SnapshotBuilder builder =
        mailServer(new Route("pl-1", target, false))
            .withNat("nat-1", "available", "192.0.2.7", Map.of())
            .withInterface(
                nic("eni-nat", ACCOUNT, "vpc-1", "subnet-a")
                    .instance("i-nat")
                    .elasticIps("192.0.2.8")
                    .forwarding()
                    .build());
    String address = target.equals("nat-1") ? "192.0.2.7" : "192.0.2.8";

    assertThat(roles(builder)).containsEntry(address, SendingRole.CANDIDATE).hasSize(2);
    assertThat(roles(builder).values()).containsOnlyOnce(SendingRole.NO_SIGN);
    assertAsked(builder, "i-mail", "ec2:DescribeRouteTables rtb-subnet-p: pl-1 → " + target);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tgw-1", "pcx-1", "vpce-s3", "igw-1"})
  void aDefaultRoutePrecedesAPrefixList(String target) {
    SnapshotBuilder builder =
        mailServer(new Route("pl-1", target, false), defaultRoute("nat-1"))
            .withNat("nat-1", "available", "192.0.2.7", Map.of());

    assertThat(roles(builder)).containsExactly(Map.entry("192.0.2.7", SendingRole.SENDS));
    assertNothingAsked(builder);
  }

  @Test
  void theEndpointOfABucketIsNoWayToTheInternet() {
    assertNothingAsked(mailServer(new Route("pl-s3", "vpce-s3", false)));
  }

  @Test
  void whereTheTargetIsGoneNothingLeaves() {
    assertNothingAsked(
        mailServer(new Route("0.0.0.0/0", "nat-1", true))
            .withNat("nat-2", "available", "192.0.2.7", Map.of()));
    assertThat(
            roles(
                mailServer(new Route("0.0.0.0/0", "nat-1", true))
                    .withNat("nat-1", "available", "192.0.2.7", Map.of())))
        .containsExactly(Map.entry("192.0.2.7", SendingRole.NO_SIGN));
  }

  @Test
  void anEgressOnlyGatewayCarriesIpv6Alone() {
    assertNothingAsked(mailServer(new Route("::/0", "eigw-1", false)));
  }

  @Test
  void aPeeringIsAskedFor() {
    assertAsked(
        mailServer(defaultRoute("pcx-1")),
        "i-mail",
        "ec2:DescribeRouteTables rtb-subnet-p: 0.0.0.0/0 → pcx-1");
  }

  @Test
  void theElasticIpOfAStoppedInstanceIsAskedAbout() {
    SnapshotBuilder builder =
        aSnapshot()
            .withSecurityGroup(NetworkParts.mailGroup(ACCOUNT))
            .withInstance(new Instance("i-mail", "stopped", "vpc-1", "subnet-a", Map.of()))
            .withElasticIp(
                new ElasticIp(
                    "eipalloc-192.0.2.7", "192.0.2.7", "eipassoc-1", null, "eni-mail", Map.of()))
            .withInterface(
                nic("eni-mail", ACCOUNT, "vpc-1", "subnet-a")
                    .instance("i-mail")
                    .elasticIps("192.0.2.7")
                    .groups(MAIL_GROUP)
                    .build())
            .serverUnknown("192.0.2.7", ReasonKind.TIMEOUT)
            .routeTables(table("vpc-1", "subnet-a", "igw-1"));

    assertThat(roles(builder)).containsExactly(Map.entry("192.0.2.7", SendingRole.UNDETERMINED));
  }

  @Test
  void aFunctionAndAPodCountByTheirOwnInterfaces() {
    SnapshotBuilder builder =
        aSnapshot()
            .withSecurityGroup(NetworkParts.mailGroup(ACCOUNT))
            .withSecurityGroup(NetworkParts.closedGroup(ACCOUNT))
            .withInterface(
                nic("eni-function", ACCOUNT, "vpc-1", "subnet-f")
                    .type("lambda", "AWS Lambda VPC ENI-report-0f1e")
                    .build())
            .withInterface(
                nic("eni-pod", ACCOUNT, "vpc-1", "subnet-p")
                    .type("branch", "aws-k8s-branch-eni")
                    .groups(MAIL_GROUP)
                    .build())
            .withNat("nat-f", "available", "192.0.2.7", Map.of())
            .withNat("nat-p", "available", "192.0.2.8", Map.of())
            .routeTables(table("vpc-1", "subnet-f", "nat-f"), table("vpc-1", "subnet-p", "nat-p"));

    assertThat(roles(builder))
        .containsOnly(
            Map.entry("192.0.2.7", SendingRole.NO_SIGN), Map.entry("192.0.2.8", SendingRole.SENDS));
  }

  @Test
  void aHostThatOnlySendsIsNotBehindALoadBalancer() {
    SnapshotBuilder builder =
        aSnapshot()
            .withLoadBalancer("192.0.2.9")
            .serverNamed("192.0.2.9", "220 mail.example.com ESMTP", "mail.example.com")
            .withPrivateInstance("i-form", Map.of("todoku:mail", "sends"))
            .withPrivateInterface("i-form")
            .withNat("nat-1", "available", "192.0.2.7", Map.of())
            .routeTables(table("vpc-1", "subnet-p", "nat-1"));

    assertThat(AllRules.engine().judge(builder.build()))
        .filteredOn(finding -> finding.rule().equals("ptr-exists"))
        .extracting(Finding::summary)
        .contains(Text.of("finding.no-sender-behind", "192.0.2.9"));
  }
}
