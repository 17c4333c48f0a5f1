package io.todoku.rule.limit;

import static io.todoku.snapshot.SnapshotBuilder.NOW;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.acl;
import static io.todoku.snapshot.SnapshotBuilder.entry;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.NetworkAcl;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory.Egress;
import io.todoku.snapshot.RegionInventory.Ingress;
import io.todoku.snapshot.RegionInventory.InterfaceDetails;
import io.todoku.snapshot.RegionInventory.NatGateway;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.SecurityGroup;
import io.todoku.snapshot.RouteTable;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What mail passes on its way out by a NAT gateway. */
class EgressPathTests {

  private static final String ADDRESS = "203.0.113.9";
  private static final NetworkAcl.AclEntry IN =
      entry(100, false, true, "-1", null, null, "0.0.0.0/0");
  private static final NetworkAcl.AclEntry OUT =
      entry(100, true, true, "-1", null, null, "0.0.0.0/0");
  private final SmtpEgressOpen rule = new SmtpEgressOpen();

  private void assertFinding(SnapshotBuilder world, Verdict verdict, String key) {
    Finding finding = onlyFinding(rule, world);
    assertThat(finding.verdict()).isEqualTo(verdict);
    assertThat(finding.summary().key()).isEqualTo("smtp-egress-open." + key);
    assertThat(finding.evidence()).isNotEmpty();
    assertThat(finding.unknownReason() != null).isEqualTo(verdict == Verdict.UNKNOWN);
  }

  /**
   * An instance of {@code subnet-p} behind a gateway in {@code subnet-a}, and beside it an instance
   * of another subnet whose security group was not listed.
   */
  private static SnapshotBuilder behindNat() {
    return aSnapshot()
        .withNat("nat-1", "available", ADDRESS, Map.of())
        .withInterface(
            new NetworkInterface(
                "eni-nat-1",
                null,
                "subnet-a",
                List.of(new NetworkInterface.PublicIpAssociation(ADDRESS, "eipalloc-nat-1")),
                List.of(),
                List.of(),
                null))
        .withInterface(
            new NetworkInterface(
                "eni-other",
                "i-other",
                "subnet-other",
                List.of(),
                List.of(),
                List.of("sg-other"),
                null))
        .withPrivateInstance("i-p", Map.of("todoku:mail", "yes"))
        .withPrivateInterface("i-p")
        .subnet("subnet-p", "vpc-1", "a");
  }

  @Test
  void judgesAGatewayByTheInstancesBehindIt() {
    assertFinding(behindNat(), Verdict.PASS, "pass");
    assertThat(onlyFinding(rule, behindNat()).summary())
        .isEqualTo(Text.of("smtp-egress-open.pass", ADDRESS, "acl-1, sg-1"));
    assertFinding(behindNat().egress(Observed.known(List.of())), Verdict.FAIL, "fail.groups");
    assertFinding(
        behindNat().acls(acl("acl-a", List.of("subnet-a"), IN, OUT)),
        Verdict.UNKNOWN,
        "unknown.acl-out");
  }

  @Test
  void judgesTheAclOfTheGatewaysSubnet() {
    NetworkAcl inner = acl("acl-p", List.of("subnet-p"), IN, OUT);
    NetworkAcl.AclEntry answers = entry(100, false, true, "6", 1024, 65535, "0.0.0.0/0");
    assertFinding(
        behindNat().acls(inner, acl("acl-a", List.of("subnet-a"), OUT, answers)),
        Verdict.FAIL,
        "fail.acl-behind");
    assertFinding(
        behindNat()
            .acls(
                acl("acl-other", List.of("subnet-other")),
                inner,
                acl(
                    "acl-a",
                    List.of("subnet-a"),
                    OUT,
                    answers,
                    entry(110, false, true, "6", 25, 25, "10.0.0.0/16"))),
        Verdict.PASS,
        "pass");
    assertFinding(
        behindNat()
            .acls(
                inner,
                acl(
                    "acl-a",
                    List.of("subnet-a"),
                    OUT,
                    entry(90, false, true, "6", 25, 25, "10.0.0.0/16"),
                    entry(100, false, true, "6", 32768, 61000, "0.0.0.0/0"))),
        Verdict.WARN,
        "warn.acl-back");
  }

  /** A NAT instance in {@code subnet-a} and a host of {@code subnet-p} whose route leads to it. */
  private static SnapshotBuilder behindNatInstance() {
    return aSnapshot()
        .withInterface(
            new NetworkInterface(
                "eni-natinst",
                "i-nat",
                "subnet-a",
                List.of(new NetworkInterface.PublicIpAssociation(ADDRESS, "eipalloc-n")),
                List.of(),
                List.of("sg-1"),
                null,
                new InterfaceDetails(
                    null, "vpc-1", "interface", "", null, false, null, false, Map.of())))
        .withPrivateInstance("i-p", Map.of("todoku:mail", "sends"))
        .withPrivateInterface("i-p")
        .subnet("subnet-p", "vpc-1", "a")
        .openToTheWorld(25)
        .routeTables(
            new RouteTable(
                "rtb-p",
                "vpc-1",
                false,
                List.of("subnet-p"),
                List.of(new RouteTable.Route("0.0.0.0/0", "eni-natinst", false))),
            new RouteTable(
                "rtb-a",
                "vpc-1",
                true,
                List.of(),
                List.of(new RouteTable.Route("0.0.0.0/0", "igw-1", false))));
  }

  private Finding findingAbout(SnapshotBuilder snapshot, String address) {
    return rule.judge(snapshot.build()).stream()
        .filter(finding -> address.equals(finding.resource().address()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aNatInstanceIsJudgedByItsOwnInterfaceAndTheHostsBehindIt() {
    NetworkAcl open = acl("acl-p", List.of("subnet-p"), IN, OUT);

    assertThat(findingAbout(behindNatInstance(), ADDRESS).summary())
        .isEqualTo(Text.of("smtp-egress-open.pass", ADDRESS, "sg-1, acl-1"));
    assertThat(
            findingAbout(
                    behindNatInstance().acls(open, acl("acl-a", List.of("subnet-a"), IN)), ADDRESS)
                .summary())
        .isEqualTo(Text.of("smtp-egress-open.fail.acl-out", ADDRESS, "acl-a"));
    assertThat(
            findingAbout(
                    behindNatInstance()
                        .acls(
                            acl("acl-p", List.of("subnet-p"), IN),
                            acl("acl-a", List.of("subnet-a"), IN, OUT)),
                    ADDRESS)
                .summary())
        .isEqualTo(Text.of("smtp-egress-open.fail.acl-out", ADDRESS, "acl-p"));
  }

  /** A regional gateway has no subnet whose network ACL could filter: the hosts' own one does. */
  @Test
  void aRegionalGatewayIsJudgedByTheHostsBehindIt() {
    SnapshotBuilder regional =
        aSnapshot()
            .withNat(new NatGateway("nat-r", "available", "vpc-1", List.of(ADDRESS), null, true))
            .withPrivateInstance("i-p", Map.of("todoku:mail", "sends"))
            .withPrivateInterface("i-p")
            .subnet("subnet-p", "vpc-1", "a");

    assertThat(findingAbout(regional, ADDRESS).summary())
        .isEqualTo(Text.of("smtp-egress-open.pass", ADDRESS, "sg-1, acl-1"));
    assertThat(
            findingAbout(regional.acls(acl("acl-p", List.of("subnet-p"), IN)), ADDRESS).summary())
        .isEqualTo(Text.of("smtp-egress-open.fail.acl-out", ADDRESS, "acl-p"));
  }

  @Test
  void withRoutesOnlyTheInterfaceThatLeadsToTheTranslatorCounts() {
    SnapshotBuilder twoInterfaces =
        behindNatInstance()
            .withInterface(
                new NetworkInterface(
                    "eni-2", "i-p", "subnet-z", List.of(), List.of(), List.of("sg-1"), null))
            .acls(
                acl("acl-1", List.of("subnet-a", "subnet-p"), IN, OUT),
                acl("acl-z", List.of("subnet-z"), IN));

    assertThat(findingAbout(twoInterfaces, ADDRESS).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void isUnknownForAGatewayWithoutKnownSenders() {
    SnapshotBuilder world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of("todoku:mail", "yes"))
            .withInterface(
                new NetworkInterface(
                    "eni-nat-1",
                    null,
                    "subnet-a",
                    List.of(new NetworkInterface.PublicIpAssociation(ADDRESS, "eipalloc-nat-1")),
                    List.of(),
                    List.of(),
                    null));

    assertFinding(world, Verdict.UNKNOWN, "unknown.unseen");
    assertThat(onlyFinding(rule, world).remedy().steps()).isNotEmpty();
    assertFinding(world.acls(acl("acl-a", List.of("subnet-a"), IN)), Verdict.FAIL, "fail.acl-out");
  }

  @Test
  void isUnknownWhenOneOfSeveralInterfacesIsClosed() {
    SnapshotBuilder world =
        behindNat()
            .withInterface(
                new NetworkInterface(
                    "eni-2", "i-p", "subnet-z", List.of(), List.of(), List.of("sg-1"), null))
            .acls(
                acl("acl-1", List.of("subnet-a", "subnet-p"), IN, OUT),
                acl("acl-z", List.of("subnet-z"), IN))
            .subnet("subnet-z", "vpc-1", "c");

    assertFinding(world, Verdict.UNKNOWN, "unknown.acl-out");
  }

  @Test
  void isUnknownWhenInterfacesWereNotListed() {
    assertThat(
            rule.judge(
                aSnapshot().withSender(ADDRESS).denied("ec2:DescribeNetworkInterfaces").build()))
        .extracting(Finding::verdict)
        .containsOnly(Verdict.UNKNOWN);
  }

  private static NetworkInterface gatewayInterface() {
    return new NetworkInterface(
        "eni-nat-1",
        null,
        "subnet-a",
        List.of(new NetworkInterface.PublicIpAssociation(ADDRESS, "eipalloc-nat-1")),
        List.of(),
        List.of(),
        null);
  }

  private static Reason notListed(String id) {
    return Reason.of(ReasonKind.MALFORMED, "ec2:DescribeNetworkInterfaces", id);
  }

  @Test
  void isUnknownWhereTheInterfaceOfTheGatewayWasNotListed() {
    Finding finding =
        onlyFinding(
            rule, aSnapshot().withNat("nat-1", "available", ADDRESS, Map.of("todoku:mail", "yes")));

    assertThat(finding.summary())
        .isEqualTo(Text.of("smtp-egress-open.unknown.unseen", ADDRESS, ADDRESS));
    assertThat(finding.unknownReason()).isEqualTo(notListed(ADDRESS));
    assertThat(finding.evidence())
        .containsExactly(
            Evidence.aws("ec2:DescribeNetworkInterfaces", List.of("MALFORMED " + ADDRESS), NOW));
  }

  @Test
  void isUnknownWhereTheInterfaceOfTheInstanceWasNotListed() {
    Finding finding =
        onlyFinding(
            rule,
            aSnapshot()
                .withNat("nat-1", "available", ADDRESS, Map.of())
                .withInterface(gatewayInterface())
                .withPrivateInstance("i-p", Map.of("todoku:mail", "yes")));

    assertThat(finding.summary())
        .isEqualTo(Text.of("smtp-egress-open.unknown.unseen", ADDRESS, "i-p"));
    assertThat(finding.unknownReason()).isEqualTo(notListed("i-p"));
    assertThat(finding.remedy()).isEqualTo(Remedy.NONE);
  }

  @Test
  void ofAGatewayWithoutKnownSendersTheRemedyIsTheTag() {
    Finding finding =
        onlyFinding(
            rule,
            aSnapshot()
                .withNat("nat-1", "available", ADDRESS, Map.of("todoku:mail", "yes"))
                .withInterface(gatewayInterface()));

    assertThat(finding.unknownReason())
        .isEqualTo(Reason.of(ReasonKind.NOT_ASKED, "ec2:DescribeRouteTables nat-1", ""));
    assertThat(finding.remedy()).isEqualTo(Remedy.of(Text.of("smtp-egress-open.do.tag", "nat-1")));
  }

  /** The subnet that is listed first lies outside of what the ACL lets in. */
  @Test
  void theAclOfTheGatewaysSubnetIsJudgedForTheSubnetOfTheInstance() {
    NetworkAcl outer =
        acl(
            "acl-a",
            List.of("subnet-a"),
            OUT,
            entry(90, false, true, "6", 25, 25, "10.0.0.0/16"),
            entry(100, false, true, "6", 1024, 65535, "0.0.0.0/0"));
    SnapshotBuilder snapshot =
        aSnapshot()
            .subnet("subnet-other", "vpc-1", "c", "10.9.0.0/24")
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .withInterface(gatewayInterface())
            .withPrivateInstance("i-p", Map.of("todoku:mail", "yes"))
            .withPrivateInterface("i-p")
            .acls(acl("acl-p", List.of("subnet-p"), IN, OUT), outer);

    Finding notListed = onlyFinding(rule, snapshot);
    assertThat(notListed.summary())
        .isEqualTo(Text.of("smtp-egress-open.unknown.acl-behind", ADDRESS, "acl-a"));
    assertThat(notListed.unknownReason())
        .isEqualTo(
            Reason.of(
                ReasonKind.MALFORMED, "ec2:DescribeNetworkAcls", "subnet subnet-p was not listed"));

    Finding listed = onlyFinding(rule, snapshot.subnet("subnet-p", "vpc-1", "a"));
    assertThat(listed.summary())
        .isEqualTo(Text.of("smtp-egress-open.pass", ADDRESS, "acl-a, sg-1, acl-p"));
    assertThat(listed.evidence().getLast().answer())
        .containsExactly(
            "out 100 allow protocol -1 ports all 0.0.0.0/0",
            "in 90 allow protocol 6 ports 25-25 10.0.0.0/16",
            "in 100 allow protocol 6 ports 1024-65535 0.0.0.0/0");

    Finding denied = onlyFinding(rule, snapshot.denied("ec2:DescribeSubnets"));
    assertThat(denied.summary())
        .isEqualTo(Text.of("smtp-egress-open.unknown.unseen", ADDRESS, "subnet-p"));
    assertThat(denied.unknownReason().fix()).isEqualTo("ec2:DescribeSubnets");
  }

  @Test
  void theRemedyForTheAclOfTheGatewaysSubnetIsAStep() {
    NetworkAcl inner = acl("acl-p", List.of("subnet-p"), IN, OUT);
    NetworkAcl.AclEntry answers = entry(100, false, true, "6", 1024, 65535, "0.0.0.0/0");

    Finding finding =
        onlyFinding(rule, behindNat().acls(inner, acl("acl-a", List.of("subnet-a"), OUT, answers)));

    assertThat(finding.summary())
        .isEqualTo(Text.of("smtp-egress-open.fail.acl-behind", ADDRESS, "acl-a"));
    assertThat(finding.remedy())
        .isEqualTo(Remedy.of(Text.of("smtp-egress-open.do.acl-behind", "acl-a")));
  }

  @Test
  void ofSeveralInterfacesAnUnknownFilterKeepsItsReason() {
    SnapshotBuilder two =
        behindNat()
            .withInterface(
                new NetworkInterface(
                    "eni-2", "i-p", "subnet-p", List.of(), List.of(), List.of("sg-1"), null));

    assertThat(onlyFinding(rule, two).verdict()).isEqualTo(Verdict.PASS);
    Finding closed = onlyFinding(rule, two.egress(Observed.known(List.of())));
    assertThat(closed.unknownReason())
        .isEqualTo(Reason.of(ReasonKind.INCONCLUSIVE, "ec2:DescribeNetworkInterfaces i-p", "sg-1"));
    assertThat(closed.remedy()).isEqualTo(Remedy.NONE);
    Finding denied = onlyFinding(rule, two.denied("ec2:DescribeSecurityGroups"));
    assertThat(denied.unknownReason().kind()).isEqualTo(ReasonKind.DENIED);
  }

  /** The groups of a NAT instance often let in the groups of hosts, not the ranges of subnets. */
  @Test
  void aNatInstanceThatLetsTheGroupOfTheHostInIsOpen() {
    Finding finding = findingAbout(behindNatInstanceLettingIn("sg-1"), ADDRESS);

    assertThat(finding.summary())
        .isEqualTo(Text.of("smtp-egress-open.pass", ADDRESS, "sg-nat, acl-1, sg-1"));
    assertThat(finding.evidence())
        .anySatisfy(evidence -> {
          assertThat(evidence.query())
              .isEqualTo("ec2:DescribeSecurityGroups --group-ids sg-nat --region ap-northeast-1");
          assertThat(evidence.answer()).containsExactly("in TCP 25 sg-1");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"sg-other", "pl-0123"})
  void aNatInstanceThatLetsOthersInIsUnknown(String source) {
    Finding finding = findingAbout(behindNatInstanceLettingIn(source), ADDRESS);

    assertThat(finding.summary())
        .isEqualTo(Text.of("smtp-egress-open.unknown.unseen", ADDRESS, "sg-nat"));
    assertThat(finding.unknownReason())
        .isEqualTo(
            Reason.of(ReasonKind.INCONCLUSIVE, "ec2:DescribeSecurityGroups sg-nat", "in TCP 25"));
  }

  private static SnapshotBuilder behindNatInstanceLettingIn(String source) {
    return aSnapshot()
        .withInterface(
            new NetworkInterface(
                "eni-natinst",
                "i-nat",
                "subnet-a",
                List.of(new NetworkInterface.PublicIpAssociation(ADDRESS, "eipalloc-n")),
                List.of(),
                List.of("sg-nat"),
                null,
                new InterfaceDetails(
                    null, "vpc-1", "interface", "", null, false, null, false, Map.of())))
        .withSecurityGroup(
            new SecurityGroup(
                "sg-decoy",
                "decoy",
                List.of(new Ingress("-1", null, null, List.of("0.0.0.0/0"))),
                Observed.known(List.of())))
        .withSecurityGroup(
            new SecurityGroup(
                "sg-nat",
                "nat",
                List.of(
                    new Ingress("tcp", 443, 443, List.of("sg-1")),
                    new Ingress("tcp", 25, 25, List.of(source))),
                Observed.known(List.of(new Egress("-1", null, null, List.of("0.0.0.0/0"))))))
        .withPrivateInstance("i-p", Map.of("todoku:mail", "sends"))
        .withPrivateInterface("i-p")
        .subnet("subnet-p", "vpc-1", "a")
        .routeTables(
            new RouteTable(
                "rtb-p",
                "vpc-1",
                false,
                List.of("subnet-p"),
                List.of(new RouteTable.Route("0.0.0.0/0", "eni-natinst", false))));
  }
}
