package io.todoku.snapshot;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
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

  @JsonCreator
  public static Environment of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
