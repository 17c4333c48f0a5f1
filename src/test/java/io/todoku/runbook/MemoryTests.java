package io.todoku.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What is kept between looks. */
class MemoryTests {

  @Test
  void theLastWordCounts() {
    Scenery world = KeepName.MX_1.reached();
    world.says("flow-1").later(Duration.ofHours(1)).says("flow-1");

    assertThat(world.memory().word("flow-1"))
        .hasValueSatisfying(word -> assertThat(word.at()).isEqualTo(world.now()));
    assertThat(world.memory().word("flow-2")).isEmpty();
  }

  @Test
  void itIsWrittenAndReadWhole() {
    Scenery world = KeepName.FLOW_1.reached();
    world.dns.all(Scenery.MX, 300, "10 mail.example.com");
    Memory memory = world.overrides("mx-2").look().memory();
    JsonMapper json = new JsonMapper();

    assertThat(memory.done("flow-1").orElseThrow().undone()).isNotNull();
    assertThat(json.readValue(json.writeValueAsString(memory), Memory.class)).isEqualTo(memory);
  }
}
