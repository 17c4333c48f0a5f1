package io.todoku.runbook.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.KeepNameStage;
import io.todoku.runbook.MigrationScenario;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The state that is stored between observations. */
class RunbookStateTests {

  @Test
  void theLatestConfirmationCounts() {
    MigrationScenario scenario = KeepNameStage.MX_1.scenarioAfter();
    scenario.confirm("flow-1").advanceClock(Duration.ofHours(1)).confirm("flow-1");

    assertThat(scenario.runbookState().confirmation("flow-1"))
        .hasValueSatisfying(decision -> assertThat(decision.at()).isEqualTo(scenario.now()));
    assertThat(scenario.runbookState().confirmation("flow-2")).isEmpty();
  }

  @Test
  void theStateIsReadFromJsonAsItWasWritten() {
    MigrationScenario scenario = KeepNameStage.FLOW_1.scenarioAfter();
    scenario.dns.publish(MigrationScenario.MX, 300, "10 mail.example.com");
    RunbookState state = scenario.override("mx-2").observe().runbookState();
    JsonMapper json = new JsonMapper();

    assertThat(state.completion("flow-1").orElseThrow().undoneSince()).isNotNull();
    assertThat(json.readValue(json.writeValueAsString(state), RunbookState.class)).isEqualTo(state);
  }
}
