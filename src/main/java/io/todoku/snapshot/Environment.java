package io.todoku.snapshot;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What an account is for. */
public enum Environment {
  PRODUCTION,
  STAGING,
  DEVELOPMENT;

  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException naming those that there are
   */
  @JsonCreator
  public static Environment of(String id) {
    return Arrays.stream(values())
        .filter(one -> one.id().equals(id.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "an environment is one of production, staging, development"));
  }
}
