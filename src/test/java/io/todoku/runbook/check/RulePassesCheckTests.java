package io.todoku.runbook.check;

import static io.todoku.runbook.MigrationScenario.FIRST_ADDRESS;
import static io.todoku.runbook.MigrationScenario.TARGET_ACCOUNT;
import static io.todoku.snapshot.SnapshotBuilder.REGION;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.MigrationScenario;
import io.todoku.runbook.check.CheckOutcome.CheckResult;
import io.todoku.snapshot.Attestation.AttestationState;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.Reason.Cause;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps that rest on rules of the catalogue. */
class RulePassesCheckTests {

  private static final StepCheck CLOSED =
      RulePassesCheck.acceptingWarnings("no-open-relay", FIRST_ADDRESS);
  private static final StepCheck LIFTED = new SendLimitRemovedCheck(REGION);

  private final MigrationScenario world = MigrationScenario.keepName();

  private CheckOutcome of(StepCheck check) {
    return check.evaluate(world.checkContext());
  }

  @Test
  void aServerThatRelaysNothing() {
    world.address(TARGET_ACCOUNT, FIRST_ADDRESS, "i-1").server(FIRST_ADDRESS, "mail2.example.com");

    assertThat(of(CLOSED).result()).isEqualTo(CheckResult.HOLDS);
    assertThat(of(CLOSED).evidence()).isNotEmpty();
  }

  @Test
  void aServerOfWhichNothingWasHeard() {
    world.address(TARGET_ACCOUNT, FIRST_ADDRESS, "i-1").serverSilent(FIRST_ADDRESS);
    assertThat(of(CLOSED).result()).isEqualTo(CheckResult.UNKNOWN);
    assertThat(of(CLOSED).unknown().cause()).isEqualTo(Cause.TIMEOUT);

    world.server(FIRST_ADDRESS, SmtpDialogue.CONNECTION_REFUSED);
    assertThat(of(CLOSED).result()).isEqualTo(CheckResult.UNKNOWN);
  }

  /** What was not looked at does not pass. */
  @Test
  void anAddressThatTheAccountDoesNotHold() {
    assertThat(of(CLOSED).result()).isEqualTo(CheckResult.UNKNOWN);
    assertThat(of(CLOSED).unknown().cause()).isEqualTo(Cause.INCONCLUSIVE);
  }

  @Test
  void anAddressAtNoInstance() {
    world.address(TARGET_ACCOUNT, FIRST_ADDRESS, null).server(FIRST_ADDRESS, "mail2.example.com");

    assertThat(of(CLOSED).result()).isEqualTo(CheckResult.UNKNOWN);
  }

  /** The reason is what hid it. */
  @Test
  void anAccountThatCouldNotBeSeen() {
    world
        .address(TARGET_ACCOUNT, FIRST_ADDRESS, "i-1")
        .server(FIRST_ADDRESS, "mail2.example.com")
        .makeUnknown("api ec2:DescribeAddresses")
        .makeUnknown("api ec2:DescribeNetworkInterfaces");

    assertThat(of(CLOSED).result()).isEqualTo(CheckResult.UNKNOWN);
    assertThat(of(CLOSED).unknown().cause()).isEqualTo(Cause.DENIED);
  }

  @Test
  void aWarningMayBeGoodEnough() {
    assertThat(of(RulePassesCheck.acceptingWarnings("dkim-published", "example.com")).result())
        .as("a key of Ed25519 alone")
        .isEqualTo(CheckResult.HOLDS);
    assertThat(of(new RulePassesCheck("dkim-published", "example.com", false, false)).result())
        .isEqualTo(CheckResult.NOT_YET);
  }

  @Test
  void theLimitOfARegionWithASender() {
    world.address(TARGET_ACCOUNT, FIRST_ADDRESS, "i-1");
    assertThat(of(LIFTED).result()).as("nobody has said").isEqualTo(CheckResult.NEEDS_CONFIRMATION);

    world.attestSendLimit(AttestationState.REQUESTED);
    assertThat(of(LIFTED).result()).isEqualTo(CheckResult.NOT_YET);
    world.attestSendLimit(AttestationState.REFUSED);
    assertThat(of(LIFTED).result()).isEqualTo(CheckResult.NOT_YET);
    world.attestSendLimit(AttestationState.GRANTED);
    assertThat(of(LIFTED).result()).isEqualTo(CheckResult.HOLDS);
  }

  /** The rule says nothing of it yet; the limit is asked for before the servers are there. */
  @Test
  void theLimitOfARegionWithoutOne() {
    assertThat(world.checkContext().findings())
        .noneMatch(finding -> finding.rule().equals("send-limit-removed"));
    assertThat(of(LIFTED).result()).isEqualTo(CheckResult.NEEDS_CONFIRMATION);

    world.attestSendLimit(AttestationState.REQUESTED);
    assertThat(of(LIFTED).result()).isEqualTo(CheckResult.NOT_YET);
    world.attestSendLimit(AttestationState.GRANTED);
    assertThat(of(LIFTED).result()).isEqualTo(CheckResult.HOLDS);
    assertThat(of(LIFTED).evidence()).extracting(e -> e.source()).isEqualTo(List.of("person"));
    world.attestSendLimit(AttestationState.REFUSED);
    assertThat(of(LIFTED).result()).isEqualTo(CheckResult.NOT_YET);
  }

  @Test
  void aWordOfAnotherRegionOrLongAgoDoesNotCount() {
    world.attestSendLimit(AttestationState.GRANTED);

    assertThat(of(new SendLimitRemovedCheck("eu-west-1")).result())
        .isEqualTo(CheckResult.NEEDS_CONFIRMATION);
    assertThat(
            MigrationScenario.keepName()
                .advanceClock(Duration.ofDays(-366))
                .attestSendLimit(AttestationState.GRANTED)
                .checkContext())
        .satisfies(scene ->
            assertThat(LIFTED.evaluate(scene).result()).isEqualTo(CheckResult.NEEDS_CONFIRMATION));
  }

  @Test
  void theLimitOfAnAccountThatCouldNotBeSeen() {
    world.attestSendLimit(AttestationState.GRANTED).makeUnknown("api ec2:DescribeAddresses");

    assertThat(of(LIFTED).result()).isEqualTo(CheckResult.UNKNOWN);
    assertThat(of(LIFTED).unknown().cause()).isEqualTo(Cause.DENIED);
  }
}
