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

/** SPF and DKIM at every server: receivers ask any of them. */
class SpfAndDkimChecksTests {

  private static final String BEFORE = "v=spf1 ip4:192.0.2.1 -all";

  private final MigrationScenario world =
      KeepNameStage.PTR_1.scenarioAfter().spf(OLD_ADDRESS, FIRST_ADDRESS, SECOND_ADDRESS);

  @Test
  void oneServerHasTheFormerSpf() {
    world.dns.at("ns2", SPF, 300, BEFORE);

    assertThat(world.observe().state("spf-covers")).isEqualTo(IN_PROGRESS);
    assertThat(world.step("spf-covers").outcomes())
        .as("the old server is covered by both, the new ones are not")
        .extracting(CheckOutcome::isSatisfied)
        .containsExactly(true, false, false);
  }

  @Test
  void oneResolverHasTheFormerSpf() {
    world.dns.at("resolver", SPF, 120, BEFORE);

    assertThat(world.observe().state("spf-covers")).isEqualTo(IN_PROGRESS);
    assertThat(world.step("spf-covers").notBefore()).isEqualTo(world.now().plusSeconds(120));
  }

  @Test
  void oneServerSaysNothingOfSpf() {
    world.dns.silence("ns2 " + SPF);

    assertThat(world.observe().state("spf-covers")).isEqualTo(BLOCKED);
  }

  @Test
  void oneServerGoesBackToTheFormerSpf() {
    assertThat(world.observe().state("spf-covers")).isEqualTo(DONE);
    world.dns.at("ns2", SPF, 300, BEFORE);

    assertThat(world.observe().state("spf-covers")).isEqualTo(CONTRADICTED);
  }

  /** What it includes was asked for nowhere. */
  @Test
  void oneServerHasAnSpfThatLeadsElsewhere() {
    world.dns.at("ns2", SPF, 300, "v=spf1 include:elsewhere.example -all");

    assertThat(world.observe().state("spf-covers")).isEqualTo(BLOCKED);
  }

  @Test
  void oneServerDoesNotHaveTheKey() {
    world.dns.at("ns2", DKIM, 300);

    assertThat(world.observe().state("dkim-covers")).isEqualTo(CONTRADICTED);
  }

  @Test
  void oneServerHasAnotherKey() {
    world.dns.at("ns2", DKIM, 300, "v=DKIM1; p=");

    assertThat(world.observe().state("dkim-covers")).isEqualTo(CONTRADICTED);
  }

  @Test
  void oneServerSaysNothingOfTheKey() {
    world.dns.silence("ns2 " + DKIM);

    assertThat(world.observe().state("dkim-covers")).isEqualTo(BLOCKED);
  }
}
