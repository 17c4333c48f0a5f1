package io.todoku.runbook.observe;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes the state of a runbook as JSON, for a file beside the plan and for the database.
 */
public final class RunbookStateJson {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private RunbookStateJson() {}

  public static byte[] write(RunbookState state) {
    return MAPPER.writeValueAsString(state).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @throws IllegalArgumentException if this is not the JSON of a runbook's state
   */
  public static RunbookState read(byte[] json) {
    try {
      return MAPPER.readValue(json, RunbookState.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "the state of the runbook cannot be read: " + e.getOriginalMessage(), e);
    }
  }
}
