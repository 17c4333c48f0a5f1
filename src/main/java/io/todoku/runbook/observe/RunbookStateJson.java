package io.todoku.runbook.observe;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What is remembered of a plan, as JSON: in a file beside it, or in the database. */
public final class RunbookStateJson {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private RunbookStateJson() {}

  public static byte[] write(RunbookState memory) {
    return MAPPER.writeValueAsString(memory).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @throws IllegalArgumentException where it is no such JSON
   */
  public static RunbookState read(byte[] json) {
    try {
      return MAPPER.readValue(json, RunbookState.class);
    } catch (JacksonException wrong) {
      throw new IllegalArgumentException(
          "what is remembered of the plan cannot be read: " + wrong.getOriginalMessage(), wrong);
    }
  }
}
