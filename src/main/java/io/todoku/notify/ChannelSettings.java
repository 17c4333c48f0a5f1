package io.todoku.notify;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Writes and reads the fields of a channel as the database stores them. */
final class ChannelSettings {

  private static final JsonMapper JSON = new JsonMapper();

  private ChannelSettings() {}

  /** Values by name; none for null. */
  static Map<String, String> read(@Nullable String stored) {
    return stored == null
        ? Map.of()
        : JSON.readValue(stored, new TypeReference<TreeMap<String, String>>() {});
  }

  /** Null for no fields. */
  static @Nullable String write(Map<String, String> values) {
    return values.isEmpty() ? null : JSON.writeValueAsString(new TreeMap<>(values));
  }
}
