package io.todoku.runbook;

import static io.todoku.runbook.Scenery.DKIM;
import static io.todoku.runbook.Scenery.OLD;
import static io.todoku.runbook.Scenery.ONE;
import static io.todoku.runbook.Scenery.SPF;
import static io.todoku.runbook.Scenery.TWO;
import static io.todoku.runbook.StepState.BLOCKED;
import static io.todoku.runbook.StepState.CONTRADICTED;
import static io.todoku.runbook.StepState.DONE;
import static io.todoku.runbook.StepState.IN_PROGRESS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** SPF and DKIM at every server: receivers ask any of them. */
class TextRecordsTests {

  private static final String BEFORE = "v=spf1 ip4:192.0.2.1 -all";

  private final Scenery world = KeepName.PTR_1.reached().spf(OLD, ONE, TWO);

  @Test
  void oneServerHasTheFormerSpf() {
    world.dns.at("ns2", SPF, 300, BEFORE);

    assertThat(world.look().state("spf-covers")).isEqualTo(IN_PROGRESS);
    assertThat(world.step("spf-covers").outcomes())
        .as("the old server is covered by both, the new ones are not")
        .extracting(Outcome::isHeld)
        .containsExactly(true, false, false);
  }

  @Test
  void oneResolverHasTheFormerSpf() {
    world.dns.at("resolver", SPF, 120, BEFORE);

    assertThat(world.look().state("spf-covers")).isEqualTo(IN_PROGRESS);
    assertThat(world.step("spf-covers").notBefore()).isEqualTo(world.now().plusSeconds(120));
  }

  @Test
  void oneServerSaysNothingOfSpf() {
    world.dns.silence("ns2 " + SPF);

    assertThat(world.look().state("spf-covers")).isEqualTo(BLOCKED);
  }

  @Test
  void oneServerGoesBackToTheFormerSpf() {
    assertThat(world.look().state("spf-covers")).isEqualTo(DONE);
    world.dns.at("ns2", SPF, 300, BEFORE);

    assertThat(world.look().state("spf-covers")).isEqualTo(CONTRADICTED);
  }

  /** What it includes was asked for nowhere. */
  @Test
  void oneServerHasAnSpfThatLeadsElsewhere() {
    world.dns.at("ns2", SPF, 300, "v=spf1 include:elsewhere.example -all");

    assertThat(world.look().state("spf-covers")).isEqualTo(BLOCKED);
  }

  @Test
  void oneServerDoesNotHaveTheKey() {
    world.dns.at("ns2", DKIM, 300);

    assertThat(world.look().state("dkim-covers")).isEqualTo(CONTRADICTED);
  }

  @Test
  void oneServerHasAnotherKey() {
    world.dns.at("ns2", DKIM, 300, "v=DKIM1; p=");

    assertThat(world.look().state("dkim-covers")).isEqualTo(CONTRADICTED);
  }

  @Test
  void oneServerSaysNothingOfTheKey() {
    world.dns.silence("ns2 " + DKIM);

    assertThat(world.look().state("dkim-covers")).isEqualTo(BLOCKED);
  }
}
