package io.todoku.runbook.check;

import static io.todoku.runbook.MigrationScenario.FIRST_ADDRESS;
import static io.todoku.runbook.MigrationScenario.TARGET_ACCOUNT;
import static io.todoku.snapshot.SnapshotBuilder.REGION;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.MigrationScenario;
import io.todoku.runbook.check.CheckOutcome.CheckResult;
import io.todoku.snapshot.Attestation.AttestationState;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.ReasonKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks that depend on findings of rules. */
class RulePassesCheckTests {

  private static final StepCheck NO_OPEN_RELAY =
      RulePassesCheck.acceptingWarnings("no-open-relay", FIRST_ADDRESS);
  private static final StepCheck SEND_LIMIT_REMOVED = new SendLimitRemovedCheck(REGION);

  private final MigrationScenario scenario = MigrationScenario.keepName();

  private CheckOutcome evaluate(StepCheck check) {
    return check.evaluate(scenario.checkContext());
  }

  @Test
  void whenTheRulePassesTheCheckHoldsWithItsEvidence() {
    scenario
        .elasticIp(TARGET_ACCOUNT, FIRST_ADDRESS, "i-1")
        .server(FIRST_ADDRESS, "mail2.example.com");

    assertThat(evaluate(NO_OPEN_RELAY).result()).isEqualTo(CheckResult.HOLDS);
    assertThat(evaluate(NO_OPEN_RELAY).evidence()).isNotEmpty();
  }

  @Test
  void whenTheServerCannotBeProbedTheResultIsUnknown() {
    scenario.elasticIp(TARGET_ACCOUNT, FIRST_ADDRESS, "i-1").serverTimesOut(FIRST_ADDRESS);
    assertThat(evaluate(NO_OPEN_RELAY).result()).isEqualTo(CheckResult.UNKNOWN);
    assertThat(evaluate(NO_OPEN_RELAY).unknown().kind()).isEqualTo(ReasonKind.TIMEOUT);

    scenario.server(FIRST_ADDRESS, SmtpDialogue.CONNECTION_REFUSED);
    assertThat(evaluate(NO_OPEN_RELAY).result()).isEqualTo(CheckResult.UNKNOWN);
  }

  /** Without a finding there is no evidence. */
  @Test
  void withoutAFindingTheResultIsUnknown() {
    assertThat(evaluate(NO_OPEN_RELAY).result()).isEqualTo(CheckResult.UNKNOWN);
    assertThat(evaluate(NO_OPEN_RELAY).unknown().kind()).isEqualTo(ReasonKind.INCONCLUSIVE);
  }

  @Test
  void anAddressWithoutInstanceIsUnknown() {
    scenario
        .elasticIp(TARGET_ACCOUNT, FIRST_ADDRESS, null)
        .server(FIRST_ADDRESS, "mail2.example.com");

    assertThat(evaluate(NO_OPEN_RELAY).result()).isEqualTo(CheckResult.UNKNOWN);
  }

  /** The reason is the cause that hides the finding. */
  @Test
  void whenTheInventoryIsDeniedTheReasonIsTheDenial() {
    scenario
        .elasticIp(TARGET_ACCOUNT, FIRST_ADDRESS, "i-1")
        .server(FIRST_ADDRESS, "mail2.example.com")
        .makeUnknown("api ec2:DescribeAddresses")
        .makeUnknown("api ec2:DescribeNetworkInterfaces");

    assertThat(evaluate(NO_OPEN_RELAY).result()).isEqualTo(CheckResult.UNKNOWN);
    assertThat(evaluate(NO_OPEN_RELAY).unknown().kind()).isEqualTo(ReasonKind.DENIED);
  }

  @Test
  void aWarningSatisfiesOnlyACheckThatAcceptsIt() {
    assertThat(
            evaluate(RulePassesCheck.acceptingWarnings("dkim-published", "example.com")).result())
        .as("only an Ed25519 key")
        .isEqualTo(CheckResult.HOLDS);
    assertThat(
            evaluate(new RulePassesCheck("dkim-published", "example.com", false, false)).result())
        .isEqualTo(CheckResult.NOT_YET);
  }

  @Test
  void withASenderInTheRegionTheLatestAttestationDecides() {
    scenario.elasticIp(TARGET_ACCOUNT, FIRST_ADDRESS, "i-1");
    assertThat(evaluate(SEND_LIMIT_REMOVED).result())
        .as("without an attestation")
        .isEqualTo(CheckResult.NEEDS_CONFIRMATION);

    scenario.attestSendLimit(AttestationState.REQUESTED);
    assertThat(evaluate(SEND_LIMIT_REMOVED).result()).isEqualTo(CheckResult.NOT_YET);
    scenario.attestSendLimit(AttestationState.REFUSED);
    assertThat(evaluate(SEND_LIMIT_REMOVED).result()).isEqualTo(CheckResult.NOT_YET);
    scenario.attestSendLimit(AttestationState.GRANTED);
    assertThat(evaluate(SEND_LIMIT_REMOVED).result()).isEqualTo(CheckResult.HOLDS);
  }

  /** The rule gives no finding yet, because the removal is requested before there are servers. */
  @Test
  void withoutASenderInTheRegionTheAttestationAloneDecides() {
    assertThat(scenario.checkContext().findings())
        .noneMatch(finding -> finding.rule().equals("send-limit-removed"));
    assertThat(evaluate(SEND_LIMIT_REMOVED).result()).isEqualTo(CheckResult.NEEDS_CONFIRMATION);

    scenario.attestSendLimit(AttestationState.REQUESTED);
    assertThat(evaluate(SEND_LIMIT_REMOVED).result()).isEqualTo(CheckResult.NOT_YET);
    scenario.attestSendLimit(AttestationState.GRANTED);
    assertThat(evaluate(SEND_LIMIT_REMOVED).result()).isEqualTo(CheckResult.HOLDS);
    assertThat(evaluate(SEND_LIMIT_REMOVED).evidence())
        .extracting(e -> e.source())
        .isEqualTo(List.of("person"));
    scenario.attestSendLimit(AttestationState.REFUSED);
    assertThat(evaluate(SEND_LIMIT_REMOVED).result()).isEqualTo(CheckResult.NOT_YET);
  }

  @Test
  void anAttestationOfAnotherRegionOrOlderThanAYearDoesNotCount() {
    scenario.attestSendLimit(AttestationState.GRANTED);

    assertThat(evaluate(new SendLimitRemovedCheck("eu-west-1")).result())
        .isEqualTo(CheckResult.NEEDS_CONFIRMATION);
    assertThat(
            MigrationScenario.keepName()
                .advanceClock(Duration.ofDays(-366))
                .attestSendLimit(AttestationState.GRANTED)
                .checkContext())
        .satisfies(context ->
            assertThat(SEND_LIMIT_REMOVED.evaluate(context).result())
                .isEqualTo(CheckResult.NEEDS_CONFIRMATION));
  }

  @Test
  void whenTheInventoryIsDeniedTheSendLimitIsUnknown() {
    scenario.attestSendLimit(AttestationState.GRANTED).makeUnknown("api ec2:DescribeAddresses");

    assertThat(evaluate(SEND_LIMIT_REMOVED).result()).isEqualTo(CheckResult.UNKNOWN);
    assertThat(evaluate(SEND_LIMIT_REMOVED).unknown().kind()).isEqualTo(ReasonKind.DENIED);
  }
}
