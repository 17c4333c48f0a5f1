package io.todoku.search;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What can be found, in the order shown. */
enum SearchKind {
  ADDRESS,
  HOST,
  DOMAIN,
  INSTANCE,
  DATABASE,
  ACCOUNT,
  CLIENT,
  RULE;

  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
