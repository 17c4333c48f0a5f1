package io.todoku.rule.limit;

import static io.todoku.snapshot.RegionInventoryBuilder.acl;
import static io.todoku.snapshot.RegionInventoryBuilder.entry;
import static io.todoku.snapshot.SnapshotBuilder.NOW;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.AwsConsole;
import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Text;
import io.todoku.snapshot.NetworkAcl;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory.Egress;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.SecurityGroup;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The evidence and remedies of the filters on the path of an instance, beside an interface, a
 * security group and a network ACL of another instance.
 */
class EgressEvidenceTests {

  private static final String ADDRESS = "203.0.113.9";
  private static final NetworkAcl.AclEntry IN =
      entry(200, false, true, "6", 1024, 65535, "0.0.0.0/0");
  private static final NetworkAcl.AclEntry OUT =
      entry(200, true, true, "-1", null, null, "0.0.0.0/0");
  private static final String GROUP_QUERY =
      "ec2:DescribeSecurityGroups --group-ids sg-1 --region ap-northeast-1";
  private static final String ACL_QUERY =
      "ec2:DescribeNetworkAcls --network-acl-ids acl-9 --region ap-northeast-1 (subnet-a)";

  private final SmtpEgressOpen rule = new SmtpEgressOpen();

  /** Everything of the other instance, listed first, lets nothing out. */
  private static SnapshotBuilder beside(NetworkAcl.AclEntry... entries) {
    return aSnapshot()
        .withSecurityGroup(new SecurityGroup("sg-0", "db", List.of(), egress("tcp", 3306)))
        .withInterface(
            new NetworkInterface(
                "eni-0",
                "i-0",
                "subnet-0",
                List.of(new NetworkInterface.PublicIpAssociation("203.0.113.10", null)),
                List.of(),
                List.of("sg-0"),
                null))
        .withRoleOverride("203.0.113.10", false)
        .acls(acl("acl-0", List.of("subnet-0")), acl("acl-9", List.of("subnet-a"), entries))
        .withSender(ADDRESS);
  }

  private static Observed<List<Egress>> egress(String protocol, int port, String... destinations) {
    return Observed.known(List.of(new Egress(protocol, port, port, List.of(destinations))));
  }

  private static Evidence evidence(String query, String... lines) {
    return Evidence.aws(query, List.of(lines), NOW);
  }

  @Test
  void aPassListsTheRulesOfTheInterfaceOfTheAddress() {
    Finding finding =
        onlyFinding(
            rule,
            beside(IN, entry(90, true, false, "17", 53, 53, "10.0.0.0/8"), OUT)
                .egress(egress("tcp", 25, "0.0.0.0/0", "pl-1")));

    assertThat(finding.summary())
        .isEqualTo(Text.of("smtp-egress-open.pass", ADDRESS, "sg-1, acl-9"));
    assertThat(finding.evidence())
        .containsExactly(
            evidence(GROUP_QUERY, "sg-1 tcp 0.0.0.0/0", "sg-1 tcp pl-1"),
            evidence(
                ACL_QUERY,
                "out 90 deny protocol 17 ports 53-53 10.0.0.0/8",
                "out 200 allow protocol -1 ports all 0.0.0.0/0"),
            evidence(ACL_QUERY, "in 200 allow protocol 6 ports 1024-65535 0.0.0.0/0"));
    assertThat(finding.remedy()).isEqualTo(Remedy.NONE);
  }

  @Test
  void aFailNamesTheFirstClosedFilterAndTheRemediesOfAll() {
    Finding finding = onlyFinding(rule, beside().egress(egress("tcp", 587, "0.0.0.0/0")));

    assertThat(finding.summary())
        .isEqualTo(Text.of("smtp-egress-open.fail.groups", ADDRESS, "sg-1"));
    assertThat(finding.evidence())
        .containsExactly(evidence(GROUP_QUERY, "sg-1 nothing on TCP 25"), evidence(ACL_QUERY));
    assertThat(finding.remedy().steps())
        .containsExactly(
            Text.of("smtp-egress-open.do.group", "sg-1"),
            Text.of("smtp-egress-open.do.acl-out", "acl-9"),
            Text.of("smtp-egress-open.do.acl-back", "acl-9"));
    assertThat(finding.remedy().commands())
        .hasSize(6)
        .contains(
            "aws ec2 create-network-acl-entry --network-acl-id acl-9 --ingress --rule-number 10"
                + " --protocol tcp --port-range From=1024,To=65535 --cidr-block 0.0.0.0/0"
                + " --rule-action allow --region ap-northeast-1",
            """
            resource "aws_network_acl_rule" "acl-9_in_ipv4_10" {
              network_acl_id = "acl-9"
              rule_number    = 10
              egress         = false
              protocol       = "tcp"
              rule_action    = "allow"
              cidr_block     = "0.0.0.0/0"
              from_port      = 1024
              to_port        = 65535
            }\
            """);
  }

  @Test
  void theLastFreeAclNumberIsOne() {
    Finding second =
        onlyFinding(rule, beside(IN, entry(2, true, false, "6", 25, 25, "0.0.0.0/0"), OUT));
    Finding first =
        onlyFinding(rule, beside(IN, entry(1, true, false, "6", 25, 25, "0.0.0.0/0"), OUT));

    assertThat(second.remedy().commands()).hasSize(2);
    assertThat(second.remedy().commands().getFirst()).contains(" --rule-number 1 ");
    assertThat(first.remedy())
        .isEqualTo(
            Remedy.of(Text.of("smtp-egress-open.do.acl-out", "acl-9"))
                .cautioning(Text.of("smtp-egress-open.do.acl-deny", "acl-9"))
                .linking(AwsConsole.networkAcl("ap-northeast-1", "acl-9")));
  }

  @Test
  void anUnknownFilterHasNoRemedyThatOpensIt() {
    Finding prefixList =
        onlyFinding(rule, beside(IN, OUT).egress(egress("tcp", 25, "pl-1", "pl-2")));
    Finding malformed = onlyFinding(rule, beside(IN, OUT).egress(egress("tcp", 25, "rubbish")));

    assertThat(prefixList.summary())
        .isEqualTo(Text.of("smtp-egress-open.unknown.groups", ADDRESS, "sg-1"));
    assertThat(prefixList.unknownReason())
        .isEqualTo(Reason.of(ReasonKind.NOT_ASKED, "ec2:GetManagedPrefixListEntries pl-1", ""));
    assertThat(prefixList.remedy()).isEqualTo(Remedy.NONE);
    assertThat(malformed.unknownReason().kind()).isEqualTo(ReasonKind.MALFORMED);
    assertThat(malformed.evidence().getFirst())
        .isEqualTo(evidence(GROUP_QUERY, "sg-1 tcp rubbish"));
  }

  @Test
  void whereGroupsWereNotListedTheEvidenceIsTheFailure() {
    Finding finding = onlyFinding(rule, beside(IN, OUT).denied("ec2:DescribeSecurityGroups"));

    assertThat(finding.evidence().getFirst())
        .isEqualTo(evidence("ec2:DescribeSecurityGroups", "DENIED no"));
  }

  @Test
  void aPermissionWithoutDestinationLetsNothingOut() {
    Finding finding = onlyFinding(rule, beside(IN, OUT).egress(egress("tcp", 25)));

    assertThat(finding.summary())
        .isEqualTo(Text.of("smtp-egress-open.fail.groups", ADDRESS, "sg-1"));
    assertThat(finding.evidence().getFirst()).isEqualTo(evidence(GROUP_QUERY));
  }

  @Test
  void anInterfaceWithoutGroupsHasNothingToOpen() {
    PathComponent component =
        SecurityGroupFilter.of(
            aSnapshot().build().knownRegions().getFirst(), List.of(), false, NOW);

    assertThat(component.id()).isEmpty();
    assertThat(component.evidence())
        .isEqualTo(evidence("ec2:DescribeNetworkInterfaces Groups", "INCONCLUSIVE"));
    assertThat(component.remedy()).isEqualTo(Remedy.NONE);
  }
}
