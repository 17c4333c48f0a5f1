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

/** Whatever single thing cannot be found out, no step turns done by it that stands on that. */
class UnknownObservationTests {

  private static final String ADDRESSES = "api ec2:DescribeAddresses";
  private static final String ATTRIBUTES = "api ec2:DescribeAddressesAttribute";
  private static final String INSTANCES = "api ec2:DescribeInstances";

  /** What each step stands on, besides the time, people and the steps before it. */
  private static final Map<String, List<String>> STANDS_ON =
      Map.ofEntries(
          Map.entry("send-limit", List.of()),
          Map.entry("dkim-covers", and(all(DKIM), "txt dkim")),
          Map.entry("ttl-lowered", holders(MX, MAIL)),
          Map.entry("instance-1", List.of(ADDRESSES, INSTANCES)),
          Map.entry("name-1", List.of("smtp " + FIRST_ADDRESS)),
          Map.entry("relay-1", List.of("smtp " + FIRST_ADDRESS)),
          Map.entry("a-1", all(MAIL2)),
          Map.entry("ptr-1", and(all(ptr(FIRST_ADDRESS)), ATTRIBUTES)),
          Map.entry("spf-covers", all(SPF)),
          Map.entry("mx-1", all(MX)),
          Map.entry("flow-1", all(MX)),
          Map.entry("old-removed", and(all(MAIL), all(ptr(OLD_ADDRESS)).toArray(String[]::new))),
          Map.entry("instance-2", List.of(ADDRESSES, INSTANCES)),
          Map.entry("name-2", List.of("smtp " + SECOND_ADDRESS)),
          Map.entry("relay-2", List.of("smtp " + SECOND_ADDRESS)),
          Map.entry("a-2", all(MAIL)),
          Map.entry("ptr-2", and(all(ptr(SECOND_ADDRESS)), ATTRIBUTES)),
          Map.entry("mx-2", and(all(MX), all(MAIL).toArray(String[]::new))),
          Map.entry("flow-2", and(holders(MX), ADDRESSES)),
          Map.entry("ptr-1-reset", List.of(ATTRIBUTES)),
          Map.entry("released-1", and(all(MAIL2), and(all(SPF), ADDRESSES).toArray(String[]::new))),
          Map.entry("ttl-raised", holders(MX, MAIL)),
          Map.entry("old-kept", List.of()));

  private static List<String> all(String record) {
    return Stream.of("ns1 ", "ns2 ", "resolver ").map(server -> server + record).toList();
  }

  private static List<String> holders(String... records) {
    return Stream.of(records).flatMap(r -> Stream.of("ns1 " + r, "ns2 " + r)).toList();
  }

  private static List<String> and(List<String> some, String... more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }

  private static Set<String> done(Runbook runbook) {
    return runbook.steps().stream()
        .filter(EvaluatedStep::isDone)
        .map(view -> view.step().id())
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsDoneByWhatIsUnknown(KeepNameStage deed) {
    MigrationScenario world =
        deed.ordinal() == 0
            ? MigrationScenario.keepName().observe()
            : KeepNameStage.values()[deed.ordinal() - 1].scenarioAfter();
    deed.applyTo(world);
    Set<String> before = Set.copyOf(world.runbookState().completions().keySet());
    Set<String> seeing = done(world.evaluateOnly());
    assertThat(seeing).containsAll(deed.stepsDone);

    STANDS_ON.values().stream()
        .flatMap(List::stream)
        .distinct()
        .forEach(what -> {
          Runbook blind = world.makeUnknown(what).evaluateOnly();
          assertThat(seeing).as(what).containsAll(done(blind));
          for (String step : deed.stepsDone) {
            if (STANDS_ON.get(step).contains(what) && !before.contains(step)) {
              assertThat(MigrationScenario.step(blind, step).state())
                  .as("%s without %s", step, what)
                  .isIn(StepState.BLOCKED, StepState.WAITING);
              assertThat(MigrationScenario.step(blind, step).outcomes())
                  .as("%s without %s", step, what)
                  .anyMatch(outcome -> outcome.unknown() != null);
            }
          }
          assertThat(blind.steps())
              .as(what)
              .noneMatch(step -> step.state() == StepState.CONTRADICTED);
          world.makeAllKnown();
        });
  }

  /** A step that was done is neither done nor undone while it cannot be looked at. */
  @ParameterizedTest
  @EnumSource
  void whatWasDoneIsNeitherDoneNorUndone(KeepNameStage deed) {
    MigrationScenario world = deed.scenarioAfter();

    for (String step : deed.stepsDone) {
      for (String what : STANDS_ON.get(step)) {
        Runbook blind = world.makeUnknown(what).evaluateOnly();
        assertThat(MigrationScenario.step(blind, step).state())
            .as("%s without %s", step, what)
            .isEqualTo(StepState.BLOCKED);
        world.makeAllKnown();
      }
    }
  }
}
