package io.todoku.runbook.step;

import static io.todoku.runbook.MigrationScenario.DKIM;
import static io.todoku.runbook.MigrationScenario.FIRST_ADDRESS;
import static io.todoku.runbook.MigrationScenario.MAIL;
import static io.todoku.runbook.MigrationScenario.MAIL2;
import static io.todoku.runbook.MigrationScenario.MX;
import static io.todoku.runbook.MigrationScenario.OLD_ADDRESS;
import static io.todoku.runbook.MigrationScenario.SECOND_ADDRESS;
import static io.todoku.runbook.MigrationScenario.SPF;
import static io.todoku.runbook.MigrationScenario.ptr;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.KeepNameStage;
import io.todoku.runbook.MigrationScenario;
import io.todoku.runbook.Runbook;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever single observation is unknown, no step that needs it becomes done. */
class UnknownObservationTests {

  private static final String ADDRESSES = "api ec2:DescribeAddresses";
  private static final String ATTRIBUTES = "api ec2:DescribeAddressesAttribute";
  private static final String INSTANCES = "api ec2:DescribeInstances";

  /** The observations that each step needs, besides time, confirmations and the steps before it. */
  private static final Map<String, List<String>> NEEDED_OBSERVATIONS =
      Map.ofEntries(
          Map.entry("send-limit", List.of()),
          Map.entry("dkim-covers", and(atAll(DKIM), "txt dkim")),
          Map.entry("ttl-lowered", atAuthoritative(MX, MAIL)),
          Map.entry("instance-1", List.of(ADDRESSES, INSTANCES)),
          Map.entry("name-1", List.of("smtp " + FIRST_ADDRESS)),
          Map.entry("relay-1", List.of("smtp " + FIRST_ADDRESS)),
          Map.entry("a-1", atAll(MAIL2)),
          Map.entry("ptr-1", and(atAll(ptr(FIRST_ADDRESS)), ATTRIBUTES)),
          Map.entry("spf-covers", atAll(SPF)),
          Map.entry("mx-1", atAll(MX)),
          Map.entry("flow-1", atAll(MX)),
          Map.entry(
              "old-removed", and(atAll(MAIL), atAll(ptr(OLD_ADDRESS)).toArray(String[]::new))),
          Map.entry("instance-2", List.of(ADDRESSES, INSTANCES)),
          Map.entry("name-2", List.of("smtp " + SECOND_ADDRESS)),
          Map.entry("relay-2", List.of("smtp " + SECOND_ADDRESS)),
          Map.entry("a-2", atAll(MAIL)),
          Map.entry("ptr-2", and(atAll(ptr(SECOND_ADDRESS)), ATTRIBUTES)),
          Map.entry("mx-2", and(atAll(MX), atAll(MAIL).toArray(String[]::new))),
          Map.entry("flow-2", and(atAuthoritative(MX), ADDRESSES)),
          Map.entry("ptr-1-reset", List.of(ATTRIBUTES)),
          Map.entry(
              "released-1", and(atAll(MAIL2), and(atAll(SPF), ADDRESSES).toArray(String[]::new))),
          Map.entry("ttl-raised", atAuthoritative(MX, MAIL)),
          Map.entry("old-kept", List.of()));

  private static List<String> atAll(String record) {
    return Stream.of("ns1 ", "ns2 ", "resolver ").map(server -> server + record).toList();
  }

  private static List<String> atAuthoritative(String... records) {
    return Stream.of(records).flatMap(r -> Stream.of("ns1 " + r, "ns2 " + r)).toList();
  }

  private static List<String> and(List<String> first, String... more) {
    return Stream.concat(first.stream(), Stream.of(more)).toList();
  }

  private static Set<String> done(Runbook runbook) {
    return runbook.steps().stream()
        .filter(EvaluatedStep::isDone)
        .map(step -> step.step().id())
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @EnumSource
  void anUnknownObservationCompletesNoStep(KeepNameStage stage) {
    MigrationScenario scenario =
        stage.ordinal() == 0
            ? MigrationScenario.keepName().observe()
            : KeepNameStage.values()[stage.ordinal() - 1].scenarioAfter();
    stage.applyTo(scenario);
    Set<String> before = Set.copyOf(scenario.runbookState().completions().keySet());
    Set<String> doneIfKnown = done(scenario.evaluateOnly());
    assertThat(doneIfKnown).containsAll(stage.stepsDone);

    NEEDED_OBSERVATIONS.values().stream()
        .flatMap(List::stream)
        .distinct()
        .forEach(input -> {
          Runbook withoutInput = scenario.makeUnknown(input).evaluateOnly();
          assertThat(doneIfKnown).as(input).containsAll(done(withoutInput));
          for (String step : stage.stepsDone) {
            if (NEEDED_OBSERVATIONS.get(step).contains(input) && !before.contains(step)) {
              assertThat(MigrationScenario.step(withoutInput, step).state())
                  .as("%s without %s", step, input)
                  .isIn(StepState.BLOCKED, StepState.WAITING);
              assertThat(MigrationScenario.step(withoutInput, step).outcomes())
                  .as("%s without %s", step, input)
                  .anyMatch(outcome -> outcome.unknown() != null);
            }
          }
          assertThat(withoutInput.steps())
              .as(input)
              .noneMatch(step -> step.state() == StepState.CONTRADICTED);
          scenario.makeAllKnown();
        });
  }

  /** A step that was done is neither done nor contradicted while its observation is unknown. */
  @ParameterizedTest
  @EnumSource
  void aDoneStepIsBlockedWhileItsObservationIsUnknown(KeepNameStage stage) {
    MigrationScenario scenario = stage.scenarioAfter();

    for (String step : stage.stepsDone) {
      for (String input : NEEDED_OBSERVATIONS.get(step)) {
        Runbook withoutInput = scenario.makeUnknown(input).evaluateOnly();
        assertThat(MigrationScenario.step(withoutInput, step).state())
            .as("%s without %s", step, input)
            .isEqualTo(StepState.BLOCKED);
        scenario.makeAllKnown();
      }
    }
  }
}
