package io.todoku.runbook.check;

import static io.todoku.runbook.MigrationScenario.FIRST_ADDRESS;
import static io.todoku.runbook.MigrationScenario.SOURCE_ACCOUNT;
import static io.todoku.runbook.MigrationScenario.TARGET_ACCOUNT;
import static io.todoku.snapshot.SnapshotBuilder.REGION;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.MigrationScenario;
import io.todoku.runbook.check.CheckOutcome.CheckResult;
import io.todoku.runbook.check.ElasticIpStateCheck.ExpectedState;
import io.todoku.snapshot.Reason.Cause;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where an Elastic IP is, and what EC2 holds of its reverse name. */
class ElasticIpChecksTests {

  private final MigrationScenario world = MigrationScenario.keepName();

  private CheckResult is(ExpectedState want) {
    return new ElasticIpStateCheck(TARGET_ACCOUNT, REGION, FIRST_ADDRESS, want)
        .evaluate(world.checkContext())
        .result();
  }

  private CheckOutcome named(@Nullable String name) {
    return new ReverseDnsAttributeCheck(TARGET_ACCOUNT, REGION, FIRST_ADDRESS, name)
        .evaluate(world.checkContext());
  }

  @Test
  void notThere() {
    assertThat(is(ExpectedState.ON_RUNNING_INSTANCE)).isEqualTo(CheckResult.NOT_YET);
    assertThat(is(ExpectedState.IN_ACCOUNT)).isEqualTo(CheckResult.NOT_YET);
    assertThat(is(ExpectedState.UNASSOCIATED)).isEqualTo(CheckResult.HOLDS);
    assertThat(is(ExpectedState.RELEASED)).isEqualTo(CheckResult.HOLDS);
  }

  @Test
  void atNoInstance() {
    world.address(TARGET_ACCOUNT, FIRST_ADDRESS, null);

    assertThat(is(ExpectedState.ON_RUNNING_INSTANCE)).isEqualTo(CheckResult.NOT_YET);
    assertThat(is(ExpectedState.IN_ACCOUNT)).isEqualTo(CheckResult.HOLDS);
    assertThat(is(ExpectedState.UNASSOCIATED)).isEqualTo(CheckResult.HOLDS);
    assertThat(is(ExpectedState.RELEASED)).isEqualTo(CheckResult.NOT_YET);
  }

  @Test
  void atAnInstance() {
    world.address(TARGET_ACCOUNT, FIRST_ADDRESS, "i-1");
    assertThat(is(ExpectedState.ON_RUNNING_INSTANCE)).isEqualTo(CheckResult.HOLDS);
    assertThat(is(ExpectedState.UNASSOCIATED)).isEqualTo(CheckResult.NOT_YET);

    world.instance("i-1", "stopped");
    assertThat(is(ExpectedState.ON_RUNNING_INSTANCE)).isEqualTo(CheckResult.NOT_YET);
    assertThat(is(ExpectedState.UNASSOCIATED)).isEqualTo(CheckResult.NOT_YET);
  }

  @Test
  void anAccountThatCannotBeSeen() {
    world.address(TARGET_ACCOUNT, FIRST_ADDRESS, "i-1").makeUnknown("api ec2:DescribeAddresses");

    for (ExpectedState want : ExpectedState.values()) {
      assertThat(is(want)).isEqualTo(CheckResult.UNKNOWN);
    }
    assertThat(
            new ElasticIpStateCheck(SOURCE_ACCOUNT, REGION, FIRST_ADDRESS, ExpectedState.RELEASED)
                .evaluate(world.checkContext())
                .unknown()
                .cause())
        .isEqualTo(Cause.NOT_CONFIGURED);
    assertThat(
            new ElasticIpStateCheck(
                    TARGET_ACCOUNT, "eu-west-1", FIRST_ADDRESS, ExpectedState.RELEASED)
                .evaluate(world.checkContext())
                .unknown()
                .cause())
        .isEqualTo(Cause.NOT_ASKED);
  }

  @Test
  void instancesThatCannotBeSeen() {
    world.address(TARGET_ACCOUNT, FIRST_ADDRESS, "i-1").makeUnknown("api ec2:DescribeInstances");

    assertThat(is(ExpectedState.ON_RUNNING_INSTANCE)).isEqualTo(CheckResult.UNKNOWN);
    assertThat(is(ExpectedState.IN_ACCOUNT)).isEqualTo(CheckResult.HOLDS);
  }

  @Test
  void theReverseName() {
    assertThat(named(null).result()).isEqualTo(CheckResult.HOLDS);
    assertThat(named("mail2.example.com").result()).isEqualTo(CheckResult.NOT_YET);

    world.attribute(TARGET_ACCOUNT, FIRST_ADDRESS, "mail2.example.com", null);
    assertThat(named("mail2.example.com").result()).isEqualTo(CheckResult.HOLDS);
    assertThat(named("mail.example.com").result()).isEqualTo(CheckResult.NOT_YET);
    assertThat(named(null).result()).isEqualTo(CheckResult.NOT_YET);
  }

  @Test
  void aReverseNameThatIsAboutToChange() {
    world.attribute(TARGET_ACCOUNT, FIRST_ADDRESS, "mail2.example.com", "PENDING");
    assertThat(named("mail2.example.com").result()).isEqualTo(CheckResult.NOT_YET);

    world.attribute(TARGET_ACCOUNT, FIRST_ADDRESS, null, "PENDING");
    assertThat(named(null).result()).isEqualTo(CheckResult.NOT_YET);
  }

  /** EC2 documents no status but PENDING. */
  @Test
  void whatAnotherStatusMeansIsNotGuessed() {
    world.attribute(TARGET_ACCOUNT, FIRST_ADDRESS, "mail2.example.com", "COMPLETED");

    assertThat(named("mail2.example.com").result()).isEqualTo(CheckResult.UNKNOWN);
    assertThat(named("mail2.example.com").unknown().detail()).contains("COMPLETED");
  }

  @Test
  void aReverseNameThatCannotBeSeen() {
    world.makeUnknown("api ec2:DescribeAddressesAttribute");

    assertThat(named(null).unknown().cause()).isEqualTo(Cause.DENIED);
  }
}
