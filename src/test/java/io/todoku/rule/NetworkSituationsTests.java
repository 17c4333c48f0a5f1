package io.todoku.rule;

import static io.todoku.snapshot.SnapshotBuilder.REGION;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.todoku.rule.Sender.ReceivingRole;
import io.todoku.rule.Sender.SendingRole;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Lightsail;
import io.todoku.snapshot.Lightsail.LightsailInstance;
import io.todoku.snapshot.Lightsail.OpenPorts;
import io.todoku.snapshot.Lightsail.StaticIp;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory.ElasticIp;
import io.todoku.snapshot.RegionInventory.InterfaceDetails;
import io.todoku.snapshot.RegionInventory.NatGateway;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.NetworkInterface.PublicIpAssociation;
import io.todoku.snapshot.RegionInventory.ReverseDns;
import io.todoku.snapshot.RouteTable;
import io.todoku.snapshot.RouteTable.Route;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks in which senders are easily overlooked: each public sender is found or asked for. */
class NetworkSituationsTests {

  private static final String ACCOUNT = aSnapshot().build().account().id();
  private static final String OTHER_ACCOUNT = "222222222222";
  private static final String FARGATE = "arn:aws:ecs:eu-west-1:" + ACCOUNT + ":attachment/0f1e2d3c";

  private static Sender sender(SnapshotBuilder builder, String address) {
    return Sender.allIn(builder.build()).stream()
        .filter(candidate -> candidate.address().equals(address))
        .findFirst()
        .orElseThrow();
  }

  private static List<Finding> judge(String rule, SnapshotBuilder builder) {
    return AllRules.engine().judge(builder.build()).stream()
        .filter(finding -> finding.rule().equals(rule))
        .toList();
  }

  private static RouteTable routes(String subnet, String target) {
    return new RouteTable(
        "rtb-" + subnet,
        "vpc-1",
        false,
        List.of(subnet),
        List.of(new Route("10.0.0.0/16", "local", false), new Route("0.0.0.0/0", target, false)));
  }

  private static InterfaceDetails details(
      String owner, String description, Boolean sourceDestCheck, Map<String, String> tags) {
    return new InterfaceDetails(
        owner, "vpc-1", "interface", description, null, false, null, sourceDestCheck, tags);
  }

  private static NetworkInterface natInstance(String address) {
    return new NetworkInterface(
        "eni-nat",
        "i-nat",
        "subnet-a",
        List.of(new PublicIpAssociation(address, "eipalloc-nat")),
        List.of(),
        List.of("sg-nat"),
        null,
        details(ACCOUNT, "", false, Map.of()));
  }

  private static NetworkInterface task(String id, List<PublicIpAssociation> addresses) {
    return new NetworkInterface(
        id,
        null,
        "subnet-p",
        addresses,
        List.of(),
        List.of("sg-1"),
        null,
        details(ACCOUNT, FARGATE, true, Map.of()));
  }

  /** A private server whose group opens port 25. */
  private static SnapshotBuilder privateServer() {
    return aSnapshot()
        .withPrivateInstance("i-mail", Map.of())
        .withPrivateInterface("i-mail")
        .openToTheWorld(25);
  }

  /** Hosts whose mail leaves by a NAT instance, a NAT gateway, another account and Lightsail. */
  static Snapshot privateHostsAndLightsail() {
    return lightsail(true)
        .withPrivateInstance("i-mail", Map.of())
        .withPrivateInterface("i-mail")
        .openToTheWorld(25)
        .withInterface(natInstance("192.0.2.17"))
        .withInterface(task("eni-task", "subnet-t"))
        .withInterface(task("eni-far", "subnet-x"))
        .withNat("nat-1", "available", "192.0.2.18", Map.of())
        .withNat("nat-decoy", "available", "192.0.2.19", Map.of())
        .routeTables(
            routes("subnet-p", "eni-nat"),
            routes("subnet-t", "nat-1"),
            routes("subnet-x", "tgw-1"),
            routes("subnet-a", "igw-1"))
        .serverNamed("192.0.2.7", "220 mail.example.com ESMTP", "mail.example.com")
        .withDomain("example.com")
        .dns("example.com", "MX", "10 mail.example.com")
        .dns("mail.example.com", "A", "192.0.2.7")
        .dns("example.com", "TXT", "v=spf1 ip4:192.0.2.7 ip4:192.0.2.17 ip4:192.0.2.18 -all")
        .ptr("192.0.2.17", "out.example.com")
        .dns("out.example.com", "A", "192.0.2.17")
        .ptr("192.0.2.18", "nat.example.com")
        .dns("nat.example.com", "A", "192.0.2.18")
        .build();
  }

  private static NetworkInterface task(String id, String subnet) {
    return new NetworkInterface(
        id,
        null,
        subnet,
        List.of(),
        List.of(),
        List.of("sg-1"),
        null,
        details(ACCOUNT, FARGATE, true, Map.of()));
  }

  @Test
  void theAddressOfANatInstanceIsTheSender() {
    SnapshotBuilder world =
        privateServer()
            .withInterface(natInstance("192.0.2.7"))
            .withNat("nat-decoy", "available", "192.0.2.8", Map.of())
            .routeTables(routes("subnet-p", "eni-nat"), routes("subnet-a", "igw-1"));

    assertThat(sender(world, "192.0.2.7").role()).isEqualTo(SendingRole.SENDS);
    assertThat(sender(world, "192.0.2.7").sending().evidence())
        .containsExactly(Text.of("sender.private-port", "i-mail", "25"));
    assertThat(sender(world, "192.0.2.8").role()).isEqualTo(SendingRole.NO_SIGN);
  }

  @Test
  void aServerBehindATransitGatewayIsAskedFor() {
    SnapshotBuilder world = privateServer().routeTables(routes("subnet-p", "tgw-1"));

    assertThat(judge("ptr-exists", world))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
          assertThat(finding.resource().id()).isEqualTo("i-mail");
          assertThat(finding.summary()).isEqualTo(Text.of("finding.no-way-out.port", "i-mail"));
          assertThat(finding.unknownReason().source())
              .isEqualTo("ec2:DescribeRouteTables rtb-subnet-p: 0.0.0.0/0 → tgw-1");
          assertThat(finding.unknownReason().fix()).isEqualTo("egress-elsewhere");
        });
    assertThat(judge("send-limit-removed", world))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.UNKNOWN);
  }

  @Test
  void aServerWithoutAnyWayOutSendsNothing() {
    SnapshotBuilder world = privateServer().routeTables(routes("subnet-p", "igw-1"));

    assertThat(judge("ptr-exists", world)).isEmpty();
  }

  @Test
  void aTaggedServerWithoutAnyWayOutIsAskedFor() {
    SnapshotBuilder world =
        aSnapshot()
            .withPrivateInstance("i-mail", Map.of("todoku:mail", "sends"))
            .withPrivateInterface("i-mail")
            .routeTables(routes("subnet-p", "igw-1"));

    assertThat(judge("ptr-exists", world))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
          assertThat(finding.summary()).isEqualTo(Text.of("finding.no-way-out", "i-mail"));
        });
  }

  @Test
  void theInterfaceOfAnotherAccountInASharedVpcIsJudgedThere() {
    NetworkInterface participants =
        new NetworkInterface(
            "eni-theirs",
            "i-theirs",
            "subnet-a",
            List.of(new PublicIpAssociation("192.0.2.9", null)),
            List.of("2406:da14:1:2::9"),
            List.of("sg-1"),
            null,
            details(OTHER_ACCOUNT, "", true, Map.of("todoku:mail", "both")));
    SnapshotBuilder world =
        aSnapshot().withSender("192.0.2.7").withInterface(participants).openToTheWorld(25);

    assertThat(Sender.allIn(world.build()))
        .extracting(Sender::address)
        .containsExactly("192.0.2.7");
  }

  @Test
  void aTaskSendsByTheNatGatewayOfItsSubnet() {
    SnapshotBuilder world =
        aSnapshot()
            .withInterface(task("eni-task", List.of()))
            .openToTheWorld(25)
            .withNat("nat-1", "available", "192.0.2.7", Map.of())
            .withNat("nat-2", "available", "192.0.2.8", Map.of())
            .routeTables(routes("subnet-p", "nat-2"), routes("subnet-a", "nat-1"));

    assertThat(sender(world, "192.0.2.8").role()).isEqualTo(SendingRole.SENDS);
    assertThat(sender(world, "192.0.2.8").sending().evidence())
        .containsExactly(Text.of("sender.private-port", "eni-task", "25"));
    assertThat(sender(world, "192.0.2.7").role()).isEqualTo(SendingRole.NO_SIGN);
  }

  private static NetworkInterface ofType(String id, String type) {
    return new NetworkInterface(
        id,
        null,
        "subnet-p",
        List.of(),
        List.of(),
        List.of("sg-1"),
        null,
        new InterfaceDetails(
            ACCOUNT, "vpc-1", type, "made by a service", "123", true, null, true, Map.of()));
  }

  @Test
  void anyInterfaceThatLooksLikeAMailServerCountsButNoEndpoint() {
    SnapshotBuilder world =
        aSnapshot()
            .withInterface(ofType("eni-pod", "interface"))
            .withInterface(ofType("eni-smtp-endpoint", "vpc_endpoint"))
            .openToTheWorld(587)
            .withNat("nat-1", "available", "192.0.2.7", Map.of())
            .routeTables(routes("subnet-p", "nat-1"));

    assertThat(sender(world, "192.0.2.7").sending().evidence())
        .containsExactly(Text.of("sender.private-port", "eni-pod", "587"));
  }

  @Test
  void theTagOfAnInterfaceCounts() {
    NetworkInterface tagged =
        new NetworkInterface(
            "eni-task",
            null,
            "subnet-p",
            List.of(),
            List.of(),
            List.of("sg-web"),
            null,
            details(ACCOUNT, "", true, Map.of("todoku:mail", "sends")));
    SnapshotBuilder world =
        aSnapshot()
            .withInterface(tagged)
            .withNat("nat-1", "available", "192.0.2.7", Map.of())
            .routeTables(routes("subnet-p", "nat-1"));

    assertThat(sender(world, "192.0.2.7").sending().evidence())
        .containsExactly(Text.of("sender.private", "eni-task", "sends"));
  }

  @Test
  void noElasticIpIsAdvisedForATask() {
    SnapshotBuilder world =
        aSnapshot()
            .withInterface(task("eni-task", List.of(new PublicIpAssociation("192.0.2.7", null))))
            .serverNamed("192.0.2.7", "220 mail.example.com ESMTP", "mail.example.com");

    assertThat(sender(world, "192.0.2.7").sending().evidence())
        .containsExactly(Text.of("sender.way-out"));
    assertThat(judge("sender-address-elastic", world))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
          assertThat(finding.remedy().commands()).isEmpty();
          assertThat(finding.remedy().steps())
              .containsExactly(Text.of("sender-address-elastic.do.task", "eni-task"));
        });
  }

  private static SnapshotBuilder balancer() {
    return aSnapshot()
        .withLoadBalancer("192.0.2.7")
        .serverNamed("192.0.2.7", "220 mail.example.com ESMTP", "mail.example.com");
  }

  @Test
  void aLoadBalancerWithoutAKnownSenderIsAQuestion() {
    assertThat(judge("ptr-exists", balancer()))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.UNKNOWN);
    assertThat(judge("ptr-exists", balancer()))
        .extracting(Finding::summary)
        .contains(Text.of("finding.no-sender-behind", "192.0.2.7"));
  }

  @Test
  void aLoadBalancerBeforeAKnownServerIsNoQuestion() {
    assertThat(
            judge(
                "ptr-exists",
                balancer()
                    .withPrivateInstance("i-mail", Map.of("todoku:mail", "receives"))
                    .withPrivateInterface("i-mail")))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.NOT_APPLICABLE);
    assertThat(judge("ptr-exists", balancer().withRoleOverride("192.0.2.7", false)))
        .as("a person answered")
        .extracting(Finding::verdict)
        .containsExactly(Verdict.NOT_APPLICABLE);
  }

  @Test
  void eachAddressOfARegionalNatGatewaySends() {
    SnapshotBuilder world =
        privateServer()
            .withNat(
                new NatGateway(
                    "nat-1", "available", "vpc-1", List.of("192.0.2.7", "192.0.2.8"), null, true))
            .routeTables(routes("subnet-p", "nat-1"));

    assertThat(Sender.allIn(world.build()))
        .extracting(Sender::address, Sender::role)
        .containsExactly(
            tuple("192.0.2.7", SendingRole.SENDS), tuple("192.0.2.8", SendingRole.SENDS));
  }

  private static SnapshotBuilder lightsail(boolean hasStaticIp) {
    return aSnapshot()
        .lightsail(
            Observed.known(
                new Lightsail(
                    List.of(
                        new LightsailInstance(
                            "mail",
                            "running",
                            "192.0.2.7",
                            hasStaticIp,
                            List.of(),
                            List.of(new OpenPorts("tcp", 25, 25, List.of("0.0.0.0/0"))),
                            Map.of()),
                        new LightsailInstance(
                            "web",
                            "running",
                            "192.0.2.8",
                            true,
                            List.of(),
                            List.of(new OpenPorts("tcp", 443, 443, List.of("0.0.0.0/0"))),
                            Map.of())),
                    List.of(new StaticIp("spare", "192.0.2.9", null)))))
        .dnsStatus(DnsLookup.reverseName("192.0.2.7"), "PTR", Status.NXDOMAIN)
        .dnsStatus(DnsLookup.reverseName("192.0.2.8"), "PTR", Status.NXDOMAIN)
        .dnsStatus(DnsLookup.reverseName("192.0.2.9"), "PTR", Status.NXDOMAIN);
  }

  @Test
  void aMailServerOnLightsailIsFound() {
    SnapshotBuilder silent = lightsail(true);
    assertThat(sender(silent, "192.0.2.7").role()).isEqualTo(SendingRole.UNDETERMINED);
    assertThat(sender(silent, "192.0.2.8").role()).isEqualTo(SendingRole.NO_SIGN);
    assertThat(sender(silent, "192.0.2.9").idle()).isTrue();

    SnapshotBuilder answering =
        lightsail(true).serverNamed("192.0.2.7", "220 mail.example.com ESMTP", "mail.example.com");
    assertThat(sender(answering, "192.0.2.7").role()).isEqualTo(SendingRole.SENDS);
    assertThat(judge("sender-address-elastic", answering))
        .singleElement()
        .extracting(Finding::summary)
        .isEqualTo(Text.of("sender-address-elastic.pass.lightsail", "192.0.2.7"));
  }

  @Test
  void anAddressOfLightsailThatIsNotStaticFails() {
    SnapshotBuilder world =
        lightsail(false).serverNamed("192.0.2.7", "220 mail.example.com ESMTP", "mail.example.com");

    assertThat(judge("sender-address-elastic", world))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
          assertThat(finding.remedy().commands())
              .element(1)
              .isEqualTo(
                  "aws lightsail attach-static-ip --static-ip-name mail --instance-name mail"
                      + " --region "
                      + REGION);
        });
  }

  @Test
  void aDeniedLightsailIsUnknownOnce() {
    SnapshotBuilder world =
        aSnapshot()
            .lightsail(
                Observed.unknown(
                    new Reason(
                        ReasonKind.DENIED,
                        "lightsail:GetInstances",
                        "no",
                        "lightsail:GetInstances")));

    assertThat(AllRules.engine().judge(world.build()))
        .filteredOn(finding -> finding.verdict() == Verdict.UNKNOWN)
        .filteredOn(finding ->
            finding.unknownReason() != null
                && finding.unknownReason().source().equals("lightsail:GetInstances"))
        .extracting(Finding::rule)
        .containsExactly("ptr-exists");
  }

  @Test
  void thePtrOfAnAddressOfOnesOwnIsReadFromDns() {
    SnapshotBuilder world =
        aSnapshot()
            .withElasticIp(
                new ElasticIp(
                    "eipalloc-own",
                    "192.0.2.7",
                    "eipassoc-own",
                    "i-own",
                    "eni-own",
                    Map.of(),
                    "ipv4pool-ec2-0123456789",
                    null))
            .ptr("192.0.2.7", "mail.example.com");

    assertThat(sender(world, "192.0.2.7").sending().evidence())
        .containsExactly(Text.of("sender.ptr", "mail.example.com"));
  }

  @Test
  void aDualStackServerThatSendsOverIpv4IsRight() {
    SnapshotBuilder world =
        aSnapshot()
            .withSender("192.0.2.7")
            .withIpv6("2406:da14:1:2::25", 1)
            .withDomain("example.com")
            .dns("example.com", "MX", "10 mail.example.com")
            .dns("mail.example.com", "A", "192.0.2.7")
            .dns("mail.example.com", "AAAA", "2406:da14:1:2::25")
            .dns("example.com", "TXT", "v=spf1 ip4:192.0.2.7 -all")
            .dnsStatus(DnsLookup.reverseName("2406:da14:1:2::25"), "PTR", Status.NXDOMAIN);

    Sender sixth = sender(world, "2406:da14:1:2::25");
    assertThat(sixth.receiving().role()).isEqualTo(ReceivingRole.RECEIVES);
    assertThat(sixth.role()).isEqualTo(SendingRole.NO_SIGN);
    assertThat(judge("spf-authorises-senders", world))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.PASS);
  }

  @Test
  void aServerThatRefusesTheConnectionIsNone() {
    SnapshotBuilder web =
        aSnapshot()
            .withElasticIp("192.0.2.7", Map.of())
            .openToTheWorld(25)
            .dialogue("192.0.2.7", SmtpDialogue.CONNECTION_REFUSED);

    assertThat(sender(web, "192.0.2.7").role()).isEqualTo(SendingRole.NO_SIGN);
  }

  @Test
  void threeDomainsAreJudgedWithTheirOwnServers() {
    SnapshotBuilder world =
        aSnapshot()
            .withSender("192.0.2.7")
            .withSender("192.0.2.8")
            .withDomain("one.example")
            .withDomain("two.example")
            .withDomain("three.example")
            .dns("one.example", "MX", "10 a.hoster.example")
            .dns("two.example", "MX", "10 a.hoster.example")
            .dns("three.example", "MX", "10 b.hoster.example")
            .dns("a.hoster.example", "A", "192.0.2.7")
            .dns("b.hoster.example", "A", "192.0.2.8")
            .dns("one.example", "TXT", "v=spf1 ip4:192.0.2.7 -all")
            .dns("two.example", "TXT", "v=spf1 ip4:192.0.2.99 -all")
            .dns("three.example", "TXT", "v=spf1 ip4:192.0.2.8 -all");

    assertThat(judge("spf-authorises-senders", world))
        .extracting(finding -> finding.resource().id(), Finding::verdict)
        .containsExactly(
            tuple("one.example", Verdict.PASS),
            tuple("two.example", Verdict.UNKNOWN),
            tuple("three.example", Verdict.PASS));
  }

  @Test
  void aSenderThatNoDomainClaimsIsOneQuestion() {
    SnapshotBuilder world =
        aSnapshot()
            .withSender("192.0.2.7")
            .withDomain("one.example")
            .withDomain("two.example")
            .dnsStatus("one.example", "MX", Status.NODATA)
            .dnsStatus("two.example", "MX", Status.NODATA)
            .dns("one.example", "TXT", "v=spf1 -all")
            .dns("two.example", "TXT", "v=spf1 -all");

    assertThat(judge("spf-authorises-senders", world))
        .filteredOn(finding -> finding.verdict() != Verdict.PASS)
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
          assertThat(finding.resource().address()).isEqualTo("192.0.2.7");
          assertThat(finding.summary())
              .isEqualTo(
                  Text.of(
                      "spf-authorises-senders.unknown.unclaimed",
                      "192.0.2.7",
                      "one.example, two.example"));
        });
  }

  /** The holder of a range names each address after itself, whatever is there. */
  @Test
  void aGeneratedPtrOfAnAddressOfOnesOwnIsNoSignOfMail() {
    SnapshotBuilder world =
        aSnapshot()
            .withElasticIp(
                new ElasticIp(
                    "eipalloc-own",
                    "192.0.2.7",
                    "eipassoc-own",
                    "i-own",
                    "eni-own",
                    Map.of(),
                    "ipv4pool-ec2-0123456789",
                    null))
            .ptr("192.0.2.7", "192-0-2-7.static.example.com");

    assertThat(sender(world, "192.0.2.7").role()).isEqualTo(SendingRole.NO_SIGN);
  }

  @Test
  void thePtrThatAwsGivesEveryAddressIsNoSignOfMailWhereEc2ListsItEither() {
    SnapshotBuilder world =
        aSnapshot()
            .withElasticIp("192.0.2.7", Map.of())
            .reverseDns(
                new ReverseDns(
                    "eipalloc-1",
                    "192.0.2.7",
                    "ec2-192-0-2-7.ap-northeast-1.compute.amazonaws.com.",
                    null,
                    null,
                    null))
            .ptr("192.0.2.7", "ec2-192-0-2-7.ap-northeast-1.compute.amazonaws.com");

    assertThat(sender(world, "192.0.2.7").role()).isEqualTo(SendingRole.NO_SIGN);
  }

  /** A relay for the hosts of the VPC opens port 25 to them alone, and sends to the Internet. */
  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/16", "sg-app"})
  void aServerThatTakesMailOnlyFromInsideIsAskedWhetherItSends(String source) {
    Sender relay =
        sender(
            aSnapshot()
                .withElasticIp("192.0.2.7", Map.of())
                .openTo(source)
                .openToTheWorld(25)
                .serverUnknown("192.0.2.7", ReasonKind.TIMEOUT)
                .ptr("192.0.2.7", "ec2-192-0-2-7.compute-1.amazonaws.com"),
            "192.0.2.7");

    assertThat(relay.receiving().role()).isEqualTo(ReceivingRole.NO_SIGN);
    assertThat(relay.role()).isEqualTo(SendingRole.UNDETERMINED);
    assertThat(relay.sending().evidence())
        .containsExactly(Text.of("sender.question.inside", "25", "sg-1"));
    assertThat(relay.uncertainty())
        .isEqualTo(
            Question.DOES_RELAY_SEND.about(
                "192.0.2.7", "ec2:DescribeSecurityGroups sg-1 (TCP 25)"));
  }

  @Test
  void aRefusedConnectionAnswersWhetherAServerTakesMailFromInside() {
    SnapshotBuilder web =
        aSnapshot()
            .withElasticIp("192.0.2.7", Map.of())
            .openTo("10.0.0.0/16")
            .openToTheWorld(25)
            .dialogue("192.0.2.7", SmtpDialogue.CONNECTION_REFUSED);

    assertThat(sender(web, "192.0.2.7").role()).isEqualTo(SendingRole.NO_SIGN);
  }
}
