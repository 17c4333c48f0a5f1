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

/** The states of the twelve steps from the first to the last. */
class StepEvaluatorTests {

  private static List<String> done(Runbook runbook) {
    return runbook.steps().stream()
        .filter(EvaluatedStep::isDone)
        .map(step -> step.step().id())
        .toList();
  }

  @Test
  void eachStageCompletesItsStepsAndNoOthers() {
    MigrationScenario scenario = MigrationScenario.keepName().observe();
    List<String> expected = new ArrayList<>(List.of("dkim-covers"));
    assertThat(done(scenario.runbook())).isEqualTo(expected);

    for (KeepNameStage stage : KeepNameStage.values()) {
      stage.applyTo(scenario);
      scenario.observe();
      expected.addAll(stage.stepsDone);
      assertThat(done(scenario.runbook()))
          .as(stage.name())
          .hasSameElementsAs(expected)
          .doesNotHaveDuplicates();
      assertThat(scenario.runbook().steps())
          .as(stage.name())
          .noneMatch(step -> step.state() == StepState.CONTRADICTED);
    }

    assertThat(scenario.runbook().isDone()).isTrue();
    assertThat(scenario.runbook().current()).isEmpty();
    assertThat(scenario.runbook().doneCount()).isEqualTo(scenario.runbook().steps().size());
  }

  @Test
  void everyCompletedStepHasEvidence() {
    MigrationScenario scenario = KeepNameStage.OLD_KEPT.scenarioAfter();

    assertThat(scenario.runbook().steps())
        .allSatisfy(step ->
            assertThat(scenario.runbookState().completion(step.step().id()))
                .hasValueSatisfying(done -> assertThat(done.evidence()).isNotEmpty()));
  }

  @Test
  void theTwelveStepsAreNumbered() {
    assertThat(MigrationScenario.keepName().observe().runbook().steps())
        .extracting(step -> step.step().number())
        .filteredOn(number -> number > 0)
        .containsExactly(1, 2, 3, 4, 5, 6, 6, 7, 8, 9, 10, 11, 12);
  }

  @Test
  void aStepIsWaitingThenReadyThenDone() {
    MigrationScenario scenario = KeepNameStage.LIMIT.scenarioAfter();
    assertThat(scenario.state("instance-1")).isEqualTo(StepState.READY);
    assertThat(scenario.state("name-1")).isEqualTo(StepState.WAITING);
    assertThat(scenario.step("name-1").waitsFor()).containsExactly("instance-1");

    scenario.elasticIp(TARGET_ACCOUNT, FIRST_ADDRESS, "i-1").instance("i-1", "pending").observe();
    assertThat(scenario.state("instance-1")).isEqualTo(StepState.READY);

    scenario.instance("i-1", "running").server(FIRST_ADDRESS, "localhost").observe();
    assertThat(scenario.state("instance-1")).isEqualTo(StepState.DONE);
    assertThat(scenario.state("name-1")).isEqualTo(StepState.READY);
  }

  @Test
  void whenASecondaryServerLagsTheStepIsInProgress() {
    MigrationScenario scenario = KeepNameStage.SPF.scenarioAfter();

    scenario.dns.publishAt("ns1", MX, 300, "10 mail.example.com", "20 mail2.example.com");
    scenario.observe();

    assertThat(scenario.state("mx-1")).isEqualTo(StepState.IN_PROGRESS);
    assertThat(scenario.step("mx-1").notBefore()).isNull();
    assertThat(scenario.state("flow-1")).isEqualTo(StepState.WAITING);
  }

  @Test
  void whenOnlyAResolverLagsTheStepWaitsForItsTtl() {
    MigrationScenario scenario = KeepNameStage.SPF.scenarioAfter();

    scenario.dns.publishAt("ns1", MX, 300, "10 mail.example.com", "20 mail2.example.com");
    scenario.dns.publishAt("ns2", MX, 300, "10 mail.example.com", "20 mail2.example.com");
    scenario.dns.publishAt("resolver", MX, 77, "10 mail.example.com");
    scenario.observe();

    assertThat(scenario.state("mx-1")).isEqualTo(StepState.IN_PROGRESS);
    assertThat(scenario.step("mx-1").notBefore()).isEqualTo(scenario.now().plusSeconds(77));
  }

  /** Large resolvers have many caches, one of which may be behind. */
  @Test
  void aResolverThatFallsBehindDoesNotContradictADoneStep() {
    MigrationScenario scenario = KeepNameStage.MX_1.scenarioAfter();

    scenario.dns.publishAt("resolver", MX, 77, "10 mail.example.com");
    scenario.observe();

    assertThat(scenario.state("mx-1")).isEqualTo(StepState.IN_PROGRESS);
    assertThat(scenario.state("flow-1")).isEqualTo(StepState.WAITING);
  }

  @Test
  void confirmationIsNeededOnlyAfterAllOtherChecksHold() {
    MigrationScenario scenario = KeepNameStage.MX_1.scenarioAfter();
    scenario.dns.publish(MX, 300, "20 mail2.example.com");
    scenario.observe();
    assertThat(scenario.state("flow-1")).isEqualTo(StepState.IN_PROGRESS);
    assertThat(scenario.step("flow-1").notBefore()).isEqualTo(scenario.now().plusSeconds(300));

    scenario.advanceClock(Duration.ofSeconds(299)).observe();
    assertThat(scenario.state("flow-1")).isEqualTo(StepState.IN_PROGRESS);

    scenario.advanceClock(Duration.ofSeconds(1)).observe();
    assertThat(scenario.state("flow-1")).isEqualTo(StepState.NEEDS_CONFIRMATION);
    assertThat(scenario.state("old-removed")).isEqualTo(StepState.WAITING);

    scenario.confirm("flow-1").observe();
    assertThat(scenario.state("flow-1")).isEqualTo(StepState.DONE);
    assertThat(scenario.state("old-removed")).isEqualTo(StepState.READY);
  }

  /** Mail may still have arrived afterwards. */
  @Test
  void aConfirmationFromBeforeTheCachesExpiredDoesNotCount() {
    MigrationScenario scenario = KeepNameStage.MX_1.scenarioAfter();
    scenario.dns.publish(MX, 300, "20 mail2.example.com");
    scenario.confirm("flow-1").observe().advanceClock(Duration.ofSeconds(300)).observe();

    assertThat(scenario.state("flow-1")).isEqualTo(StepState.NEEDS_CONFIRMATION);
  }

  @Test
  void timeAloneMovesAStepToNeedsConfirmation() {
    MigrationScenario scenario = KeepNameStage.MX_1.scenarioAfter();
    scenario.dns.publish(MX, 300, "20 mail2.example.com");
    Observation observation = scenario.observation();
    scenario.observe();

    scenario.advanceClock(Duration.ofSeconds(301));

    assertThat(MigrationScenario.step(scenario.evaluateAgain(observation), "flow-1").state())
        .isEqualTo(StepState.NEEDS_CONFIRMATION);
  }

  @Test
  void theCurrentStepIsAContradictedOneOrElseTheFirstOpenOne() {
    assertThat(currentStep(KeepNameStage.MX_1.scenarioAfter())).contains("flow-1");
    MigrationScenario contradicted = KeepNameStage.MX_1.scenarioAfter();
    contradicted.dns.publish(MigrationScenario.MAIL2, 300);
    assertThat(currentStep(contradicted.observe())).contains("a-1");
  }

  private static Stream<String> currentStep(MigrationScenario scenario) {
    return scenario.runbook().current().map(step -> step.step().id()).stream();
  }

  @Test
  void spfMustAuthorizeTheLastServerAlways() {
    MigrationScenario scenario = KeepNameStage.OLD_KEPT.scenarioAfter();

    assertThat(scenario.spf(SECOND_ADDRESS).observe().state("spf-covers"))
        .isEqualTo(StepState.DONE);
    assertThat(scenario.spf(FIRST_ADDRESS).observe().state("spf-covers"))
        .isEqualTo(StepState.CONTRADICTED);
  }
}
