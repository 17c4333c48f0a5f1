package io.todoku.runbook.step;

import static io.todoku.runbook.MigrationScenario.FIRST_ADDRESS;
import static io.todoku.runbook.MigrationScenario.MX;
import static io.todoku.runbook.MigrationScenario.SECOND_ADDRESS;
import static io.todoku.runbook.MigrationScenario.TARGET_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.KeepNameStage;
import io.todoku.runbook.MigrationScenario;
import io.todoku.runbook.Runbook;
import io.todoku.runbook.observe.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The way of the twelve steps, from the first to the last. */
class StepEvaluatorTests {

  private static List<String> done(Runbook runbook) {
    return runbook.steps().stream()
        .filter(EvaluatedStep::isDone)
        .map(view -> view.step().id())
        .toList();
  }

  @Test
  void eachStepIsDoneByWhatIsDoneForItAndNoneBefore() {
    MigrationScenario world = MigrationScenario.keepName().observe();
    List<String> expected = new ArrayList<>(List.of("dkim-covers"));
    assertThat(done(world.runbook())).isEqualTo(expected);

    for (KeepNameStage deed : KeepNameStage.values()) {
      deed.applyTo(world);
      world.observe();
      expected.addAll(deed.stepsDone);
      assertThat(done(world.runbook()))
          .as(deed.name())
          .hasSameElementsAs(expected)
          .doesNotHaveDuplicates();
      assertThat(world.runbook().steps())
          .as(deed.name())
          .noneMatch(step -> step.state() == StepState.CONTRADICTED);
    }

    assertThat(world.runbook().isDone()).isTrue();
    assertThat(world.runbook().current()).isEmpty();
    assertThat(world.runbook().doneCount()).isEqualTo(world.runbook().steps().size());
  }

  @Test
  void whatIsDoneHasProof() {
    MigrationScenario world = KeepNameStage.OLD_KEPT.scenarioAfter();

    assertThat(world.runbook().steps())
        .allSatisfy(step ->
            assertThat(world.runbookState().completion(step.step().id()))
                .hasValueSatisfying(done -> assertThat(done.evidence()).isNotEmpty()));
  }

  @Test
  void theTwelveAreNumbered() {
    assertThat(MigrationScenario.keepName().observe().runbook().steps())
        .extracting(step -> step.step().number())
        .filteredOn(number -> number > 0)
        .containsExactly(1, 2, 3, 4, 5, 6, 6, 7, 8, 9, 10, 11, 12);
  }

  @Test
  void aStepIsWaitingReadyBegunAndDone() {
    MigrationScenario world = KeepNameStage.LIMIT.scenarioAfter();
    assertThat(world.state("instance-1")).isEqualTo(StepState.READY);
    assertThat(world.state("name-1")).isEqualTo(StepState.WAITING);
    assertThat(world.step("name-1").waitsFor()).containsExactly("instance-1");

    world.address(TARGET_ACCOUNT, FIRST_ADDRESS, "i-1").instance("i-1", "pending").observe();
    assertThat(world.state("instance-1")).isEqualTo(StepState.READY);

    world.instance("i-1", "running").server(FIRST_ADDRESS, "localhost").observe();
    assertThat(world.state("instance-1")).isEqualTo(StepState.DONE);
    assertThat(world.state("name-1")).isEqualTo(StepState.READY);
  }

  @Test
  void aSecondaryLags() {
    MigrationScenario world = KeepNameStage.SPF.scenarioAfter();

    world.dns.at("ns1", MX, 300, "10 mail.example.com", "20 mail2.example.com");
    world.observe();

    assertThat(world.state("mx-1")).isEqualTo(StepState.IN_PROGRESS);
    assertThat(world.step("mx-1").notBefore()).isNull();
    assertThat(world.state("flow-1")).isEqualTo(StepState.WAITING);
  }

  @Test
  void onlyAResolverLags() {
    MigrationScenario world = KeepNameStage.SPF.scenarioAfter();

    world.dns.at("ns1", MX, 300, "10 mail.example.com", "20 mail2.example.com");
    world.dns.at("ns2", MX, 300, "10 mail.example.com", "20 mail2.example.com");
    world.dns.at("resolver", MX, 77, "10 mail.example.com");
    world.observe();

    assertThat(world.state("mx-1")).isEqualTo(StepState.IN_PROGRESS);
    assertThat(world.step("mx-1").notBefore()).isEqualTo(world.now().plusSeconds(77));
  }

  /** Large resolvers have many caches, and one of them may be behind. */
  @Test
  void aResolverThatFallsBehindContradictsNothing() {
    MigrationScenario world = KeepNameStage.MX_1.scenarioAfter();

    world.dns.at("resolver", MX, 77, "10 mail.example.com");
    world.observe();

    assertThat(world.state("mx-1")).isEqualTo(StepState.IN_PROGRESS);
    assertThat(world.state("flow-1")).isEqualTo(StepState.WAITING);
  }

  @Test
  void aPersonIsAskedLast() {
    MigrationScenario world = KeepNameStage.MX_1.scenarioAfter();
    world.dns.all(MX, 300, "20 mail2.example.com");
    world.observe();
    assertThat(world.state("flow-1")).isEqualTo(StepState.IN_PROGRESS);
    assertThat(world.step("flow-1").notBefore()).isEqualTo(world.now().plusSeconds(300));

    world.advanceClock(Duration.ofSeconds(299)).observe();
    assertThat(world.state("flow-1")).isEqualTo(StepState.IN_PROGRESS);

    world.advanceClock(Duration.ofSeconds(1)).observe();
    assertThat(world.state("flow-1")).isEqualTo(StepState.NEEDS_CONFIRMATION);
    assertThat(world.state("old-removed")).isEqualTo(StepState.WAITING);

    world.confirm("flow-1").observe();
    assertThat(world.state("flow-1")).isEqualTo(StepState.DONE);
    assertThat(world.state("old-removed")).isEqualTo(StepState.READY);
  }

  /** Mail may still have come in after it. */
  @Test
  void aWordFromBeforeTheCachesForgotIsAskedForAgain() {
    MigrationScenario world = KeepNameStage.MX_1.scenarioAfter();
    world.dns.all(MX, 300, "20 mail2.example.com");
    world.confirm("flow-1").observe().advanceClock(Duration.ofSeconds(300)).observe();

    assertThat(world.state("flow-1")).isEqualTo(StepState.NEEDS_CONFIRMATION);
  }

  @Test
  void timeAloneMovesAStep() {
    MigrationScenario world = KeepNameStage.MX_1.scenarioAfter();
    world.dns.all(MX, 300, "20 mail2.example.com");
    Observation seen = world.observation();
    world.observe();

    world.advanceClock(Duration.ofSeconds(301));

    assertThat(MigrationScenario.step(world.evaluateAgain(seen), "flow-1").state())
        .isEqualTo(StepState.NEEDS_CONFIRMATION);
  }

  @Test
  void theStepThatItStandsAt() {
    assertThat(stands(KeepNameStage.MX_1.scenarioAfter())).contains("flow-1");
    MigrationScenario contradicted = KeepNameStage.MX_1.scenarioAfter();
    contradicted.dns.all(MigrationScenario.MAIL2, 300);
    assertThat(stands(contradicted.observe())).contains("a-1");
  }

  private static Stream<String> stands(MigrationScenario world) {
    return world.runbook().current().map(step -> step.step().id()).stream();
  }

  @Test
  void spfMustCoverTheLastServerForEver() {
    MigrationScenario world = KeepNameStage.OLD_KEPT.scenarioAfter();

    assertThat(world.spf(SECOND_ADDRESS).observe().state("spf-covers")).isEqualTo(StepState.DONE);
    assertThat(world.spf(FIRST_ADDRESS).observe().state("spf-covers"))
        .isEqualTo(StepState.CONTRADICTED);
  }
}
