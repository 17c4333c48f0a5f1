package io.todoku.runbook.check;

import static io.todoku.runbook.MigrationScenario.FIRST_ADDRESS;
import static io.todoku.runbook.MigrationScenario.SOURCE_ACCOUNT;
import static io.todoku.runbook.MigrationScenario.TARGET_ACCOUNT;
import static io.todoku.runbook.MigrationScenario.message;
import static io.todoku.snapshot.SnapshotBuilder.REGION;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.MigrationScenario;
import io.todoku.runbook.check.CheckOutcome.CheckResult;
import io.todoku.runbook.check.ElasticIpStateCheck.ExpectedState;
import io.todoku.snapshot.ReasonKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The state of an Elastic IP and its reverse DNS name in EC2. */
class ElasticIpChecksTests {

  private final MigrationScenario scenario = MigrationScenario.keepName();

  private CheckOutcome evaluate(ExpectedState expected) {
    return new ElasticIpStateCheck(TARGET_ACCOUNT, REGION, FIRST_ADDRESS, expected)
        .evaluate(scenario.checkContext());
  }

  private CheckResult result(ExpectedState expected) {
    return evaluate(expected).result();
  }

  private CheckOutcome reverseDnsIs(@Nullable String name) {
    return new ReverseDnsAttributeCheck(TARGET_ACCOUNT, REGION, FIRST_ADDRESS, name)
        .evaluate(scenario.checkContext());
  }

  @Test
  void anAddressThatIsNotInTheAccountIsReleased() {
    assertThat(result(ExpectedState.ON_RUNNING_INSTANCE)).isEqualTo(CheckResult.NOT_YET);
    assertThat(result(ExpectedState.IN_ACCOUNT)).isEqualTo(CheckResult.NOT_YET);
    assertThat(result(ExpectedState.UNASSOCIATED)).isEqualTo(CheckResult.HOLDS);
    assertThat(result(ExpectedState.RELEASED)).isEqualTo(CheckResult.HOLDS);
  }

  @Test
  void anAddressWithoutInstanceIsUnassociated() {
    scenario.elasticIp(TARGET_ACCOUNT, FIRST_ADDRESS, null);

    assertThat(message(evaluate(ExpectedState.UNASSOCIATED)))
        .isEqualTo("198.51.100.1 is not associated with an instance.");
    assertThat(message(evaluate(ExpectedState.RELEASED)))
        .isEqualTo("198.51.100.1 is in account 111111111111.");
    assertThat(result(ExpectedState.ON_RUNNING_INSTANCE)).isEqualTo(CheckResult.NOT_YET);
    assertThat(result(ExpectedState.IN_ACCOUNT)).isEqualTo(CheckResult.HOLDS);
    assertThat(result(ExpectedState.UNASSOCIATED)).isEqualTo(CheckResult.HOLDS);
    assertThat(result(ExpectedState.RELEASED)).isEqualTo(CheckResult.NOT_YET);
  }

  @Test
  void anAddressIsOnARunningInstanceOnlyIfThatRuns() {
    scenario
        .elasticIp(TARGET_ACCOUNT, FIRST_ADDRESS, "i-1")
        .elasticIp(TARGET_ACCOUNT, "198.51.100.200", "i-other")
        .instance("i-other", "stopped");
    assertThat(result(ExpectedState.ON_RUNNING_INSTANCE)).isEqualTo(CheckResult.HOLDS);
    assertThat(message(evaluate(ExpectedState.ON_RUNNING_INSTANCE)))
        .isEqualTo("198.51.100.1 is associated with i-1, which runs.");
    assertThat(evaluate(ExpectedState.ON_RUNNING_INSTANCE).evidence())
        .extracting(evidence -> evidence.query() + " " + evidence.answer())
        .containsExactly(
            "ec2:DescribeAddresses --public-ips 198.51.100.1 --region ap-northeast-1"
                + " [eipalloc-198.51.100.1 198.51.100.1 i-1]",
            "ec2:DescribeInstances --instance-ids i-1 --region ap-northeast-1 [i-1 running]");
    assertThat(result(ExpectedState.UNASSOCIATED)).isEqualTo(CheckResult.NOT_YET);

    scenario.instance("i-1", "stopped").instance("i-other", "running");
    assertThat(message(evaluate(ExpectedState.ON_RUNNING_INSTANCE)))
        .isEqualTo("198.51.100.1 is associated with i-1, which is not running (stopped).");
    assertThat(result(ExpectedState.ON_RUNNING_INSTANCE)).isEqualTo(CheckResult.NOT_YET);
    assertThat(result(ExpectedState.UNASSOCIATED)).isEqualTo(CheckResult.NOT_YET);
  }

  @Test
  void whenAddressesAreDeniedEveryStateIsUnknown() {
    scenario
        .elasticIp(TARGET_ACCOUNT, FIRST_ADDRESS, "i-1")
        .makeUnknown("api ec2:DescribeAddresses");

    for (ExpectedState expected : ExpectedState.values()) {
      assertThat(result(expected)).isEqualTo(CheckResult.UNKNOWN);
    }
    assertThat(
            new ElasticIpStateCheck(SOURCE_ACCOUNT, REGION, FIRST_ADDRESS, ExpectedState.RELEASED)
                .evaluate(scenario.checkContext())
                .unknown()
                .kind())
        .isEqualTo(ReasonKind.NOT_CONFIGURED);
    assertThat(
            new ElasticIpStateCheck(
                    TARGET_ACCOUNT, "eu-west-1", FIRST_ADDRESS, ExpectedState.RELEASED)
                .evaluate(scenario.checkContext())
                .unknown()
                .kind())
        .isEqualTo(ReasonKind.NOT_ASKED);
  }

  @Test
  void whenInstancesAreDeniedOnlyTheRunningStateIsUnknown() {
    scenario
        .elasticIp(TARGET_ACCOUNT, FIRST_ADDRESS, "i-1")
        .makeUnknown("api ec2:DescribeInstances");

    assertThat(result(ExpectedState.ON_RUNNING_INSTANCE)).isEqualTo(CheckResult.UNKNOWN);
    assertThat(result(ExpectedState.IN_ACCOUNT)).isEqualTo(CheckResult.HOLDS);
  }

  @Test
  void theReverseDnsNameMustBeTheExpectedOne() {
    assertThat(reverseDnsIs(null).result()).isEqualTo(CheckResult.HOLDS);
    assertThat(reverseDnsIs("mail2.example.com").result()).isEqualTo(CheckResult.NOT_YET);

    scenario
        .reverseDnsAttribute(TARGET_ACCOUNT, "198.51.100.200", "other.example.com", null)
        .reverseDnsAttribute(TARGET_ACCOUNT, FIRST_ADDRESS, "mail2.example.com", null);
    assertThat(reverseDnsIs("mail2.example.com").result()).isEqualTo(CheckResult.HOLDS);
    assertThat(reverseDnsIs("mail.example.com").result()).isEqualTo(CheckResult.NOT_YET);
    assertThat(message(reverseDnsIs("mail.example.com")))
        .isEqualTo("EC2 has mail2.example.com as the reverse DNS of 198.51.100.1.");
    assertThat(reverseDnsIs("mail.example.com").evidence())
        .extracting(evidence -> evidence.query() + " " + evidence.answer())
        .containsExactly("ec2:DescribeAddressesAttribute [198.51.100.1 mail2.example.com.]");
    assertThat(reverseDnsIs(null).result()).isEqualTo(CheckResult.NOT_YET);
  }

  @Test
  void aPendingReverseDnsNameDoesNotCount() {
    scenario.reverseDnsAttribute(TARGET_ACCOUNT, FIRST_ADDRESS, "mail2.example.com", "PENDING");
    assertThat(reverseDnsIs("mail2.example.com").result()).isEqualTo(CheckResult.NOT_YET);

    scenario.reverseDnsAttribute(TARGET_ACCOUNT, FIRST_ADDRESS, null, "PENDING");
    assertThat(reverseDnsIs(null).result()).isEqualTo(CheckResult.NOT_YET);
  }

  /** EC2 documents PENDING and no other status. */
  @Test
  void anUndocumentedStatusIsUnknown() {
    scenario.reverseDnsAttribute(TARGET_ACCOUNT, FIRST_ADDRESS, "mail2.example.com", "COMPLETED");

    assertThat(reverseDnsIs("mail2.example.com").result()).isEqualTo(CheckResult.UNKNOWN);
    assertThat(reverseDnsIs("mail2.example.com").unknown().detail()).contains("COMPLETED");
  }

  @Test
  void whenAttributesAreDeniedTheReverseDnsNameIsUnknown() {
    scenario.makeUnknown("api ec2:DescribeAddressesAttribute");

    assertThat(reverseDnsIs(null).unknown().kind()).isEqualTo(ReasonKind.DENIED);
  }
}
