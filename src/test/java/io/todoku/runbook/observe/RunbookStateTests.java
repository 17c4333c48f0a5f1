package io.todoku.runbook.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.KeepNameStage;
import io.todoku.runbook.MigrationScenario;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What is kept between looks. */
class RunbookStateTests {

  @Test
  void theLastWordCounts() {
    MigrationScenario world = KeepNameStage.MX_1.scenarioAfter();
    world.confirm("flow-1").advanceClock(Duration.ofHours(1)).confirm("flow-1");

    assertThat(world.runbookState().confirmation("flow-1"))
        .hasValueSatisfying(word -> assertThat(word.at()).isEqualTo(world.now()));
    assertThat(world.runbookState().confirmation("flow-2")).isEmpty();
  }

  @Test
  void itIsWrittenAndReadWhole() {
    MigrationScenario world = KeepNameStage.FLOW_1.scenarioAfter();
    world.dns.all(MigrationScenario.MX, 300, "10 mail.example.com");
    RunbookState memory = world.override("mx-2").observe().runbookState();
    JsonMapper json = new JsonMapper();

    assertThat(memory.completion("flow-1").orElseThrow().undoneSince()).isNotNull();
    assertThat(json.readValue(json.writeValueAsString(memory), RunbookState.class))
        .isEqualTo(memory);
  }
}
