package io.todoku.runbook.check;

import static io.todoku.runbook.MigrationScenario.DKIM;
import static io.todoku.runbook.MigrationScenario.FIRST_ADDRESS;
import static io.todoku.runbook.MigrationScenario.OLD_ADDRESS;
import static io.todoku.runbook.MigrationScenario.SECOND_ADDRESS;
import static io.todoku.runbook.MigrationScenario.SPF;
import static io.todoku.runbook.step.StepState.BLOCKED;
import static io.todoku.runbook.step.StepState.CONTRADICTED;
import static io.todoku.runbook.step.StepState.DONE;
import static io.todoku.runbook.step.StepState.IN_PROGRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.KeepNameStage;
import io.todoku.runbook.MigrationScenario;
import org.junit.jupiter.api.Test;

/** SPF and DKIM records at every server, because receivers ask any of them. */
class SpfAndDkimChecksTests {

  private static final String FORMER_SPF = "v=spf1 ip4:192.0.2.1 -all";

  private final MigrationScenario scenario =
      KeepNameStage.PTR_1.scenarioAfter().spf(OLD_ADDRESS, FIRST_ADDRESS, SECOND_ADDRESS);

  @Test
  void whenOneServerHasTheFormerSpfRecordTheStepIsInProgress() {
    scenario.dns.publishAt("ns2", SPF, 300, FORMER_SPF);

    assertThat(scenario.observe().state("spf-covers")).isEqualTo(IN_PROGRESS);
    assertThat(scenario.step("spf-covers").outcomes())
        .as("both records authorize the old server, one of them not the new ones")
        .extracting(CheckOutcome::isSatisfied)
        .containsExactly(true, false, false);
  }

  @Test
  void whenOnlyAResolverHasTheFormerSpfRecordTheStepWaitsForItsTtl() {
    scenario.dns.publishAt("resolver", SPF, 120, FORMER_SPF);

    assertThat(scenario.observe().state("spf-covers")).isEqualTo(IN_PROGRESS);
    assertThat(scenario.step("spf-covers").notBefore()).isEqualTo(scenario.now().plusSeconds(120));
  }

  @Test
  void whenOneServerFailsForSpfTheStepIsBlocked() {
    scenario.dns.fail("ns2 " + SPF);

    assertThat(scenario.observe().state("spf-covers")).isEqualTo(BLOCKED);
  }

  @Test
  void whenOneServerGoesBackToTheFormerSpfRecordTheStepIsContradicted() {
    assertThat(scenario.observe().state("spf-covers")).isEqualTo(DONE);
    scenario.dns.publishAt("ns2", SPF, 300, FORMER_SPF);

    assertThat(scenario.observe().state("spf-covers")).isEqualTo(CONTRADICTED);
  }

  /** The included record was not queried. */
  @Test
  void whenOneServersSpfRecordIncludesAnUnknownDomainTheStepIsBlocked() {
    scenario.dns.publishAt("ns2", SPF, 300, "v=spf1 include:elsewhere.example -all");

    assertThat(scenario.observe().state("spf-covers")).isEqualTo(BLOCKED);
  }

  @Test
  void whenOneServerLacksTheDkimKeyTheStepIsContradicted() {
    scenario.dns.publishAt("ns2", DKIM, 300);

    assertThat(scenario.observe().state("dkim-covers")).isEqualTo(CONTRADICTED);
  }

  @Test
  void whenOneServerHasAnotherDkimKeyTheStepIsContradicted() {
    scenario.dns.publishAt("ns2", DKIM, 300, "v=DKIM1; p=");

    assertThat(scenario.observe().state("dkim-covers")).isEqualTo(CONTRADICTED);
  }

  @Test
  void whenOneServerFailsForTheDkimKeyTheStepIsBlocked() {
    scenario.dns.fail("ns2 " + DKIM);

    assertThat(scenario.observe().state("dkim-covers")).isEqualTo(BLOCKED);
  }
}
