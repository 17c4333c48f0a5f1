package io.todoku.rule.address;

import static io.todoku.rule.RemedyContents.texts;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.BlockKind;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SenderAddressElasticTests {

  private static final String ADDRESS = "203.0.113.9";

  private final SenderAddressElastic rule = new SenderAddressElastic();

  private static SnapshotBuilder withPublicIp(String instance) {
    return aSnapshot().withPublicIp(ADDRESS, instance).withRoleOverride(ADDRESS, true);
  }

  @Test
  void passesForAnElasticIp() {
    Finding finding = onlyFinding(rule, aSnapshot().withSender(ADDRESS));

    assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    assertThat(finding.evidence().getFirst().answer()).containsExactly(ADDRESS + " eipalloc-1");
  }

  @Test
  void failsForAnAutomaticallyAssignedAddress() {
    Finding finding = onlyFinding(rule, withPublicIp("i-7"));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.evidence()).hasSize(1);
    assertThat(finding.remedy().commands())
        .hasSize(6)
        .element(2)
        .isEqualTo(
            "aws ec2 associate-address --allocation-id ALLOCATION-ID --instance-id i-7"
                + " --region ap-northeast-1");
  }

  @Test
  void noElasticIpIsAdvisedForAnInterfaceThatMayBeManagedByAws() {
    Remedy remedy = onlyFinding(rule, withPublicIp(null)).remedy();

    assertThat(remedy.commands()).isEmpty();
    assertThat(remedy.steps())
        .containsExactly(Text.of("sender-address-elastic.do.interface", "eni-p"));
  }

  @Test
  void theRemedyHasTheSameAsTerraform() {
    Finding finding = onlyFinding(rule, withPublicIp("i-7"));

    assertThat(String.join("\n\n", texts(finding, BlockKind.TERRAFORM)))
        .isEqualTo(
            """
            resource "aws_eip" "new-for_203_0_113_9" {
              domain = "vpc"
            }

            resource "aws_eip_association" "new-for_203_0_113_9" {
              allocation_id = aws_eip.new-for_203_0_113_9.allocation_id
              instance_id   = "i-7"
            }

            resource "aws_route53_record" "new-for_203_0_113_9" {
              zone_id = "ZONE-ID"
              name    = "MAIL-HOST-NAME"
              type    = "A"
              ttl     = 300
              records = [aws_eip.new-for_203_0_113_9.public_ip]
            }

            resource "aws_eip_domain_name" "new-for_203_0_113_9" {
              allocation_id = aws_eip.new-for_203_0_113_9.allocation_id
              domain_name   = aws_route53_record.new-for_203_0_113_9.fqdn
            }\
            """);
  }

  @Test
  void givesNoFindingForAnAddressThatSendsNoMail() {
    assertThat(rule.judge(aSnapshot().withPublicIp(ADDRESS, "i-7").build())).isEmpty();
  }

  @Test
  void givesNoFindingForGatewaysAndIpv6() {
    SnapshotBuilder world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of("todoku:mail", "yes"))
            .withIpv6("2001:db8::25")
            .withRoleOverride("2001:db8::25", true);

    assertThat(rule.judge(world.build())).isEmpty();
  }

  @Test
  void isUnknownForTheRegionWhenTheAddressMayBeANatGateways() {
    SnapshotBuilder world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of("todoku:mail", "yes"))
            .denied("ec2:DescribeNatGateways");

    assertThat(rule.judge(world.build()))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
          assertThat(finding.unknownReason().source()).isEqualTo("ec2:DescribeNatGateways");
        });
  }

  @Test
  void isUnknownWhenTheRoleIsUndetermined() {
    SnapshotBuilder unclear =
        aSnapshot()
            .withPublicIp(ADDRESS, "i-7")
            .withInstance(
                new Instance(
                    "i-7", "running", "vpc-1", "subnet-a", Map.of("todoku:mail", "perhaps")));

    Finding finding = onlyFinding(rule, unclear);

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason()).isNotNull();
  }

  @Test
  void isUnknownForARegionWhoseAddressesWereNotListed() {
    Finding finding = onlyFinding(rule, aSnapshot().denied("ec2:DescribeNetworkInterfaces"));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().fix()).isEqualTo("ec2:DescribeNetworkInterfaces");
  }
}
