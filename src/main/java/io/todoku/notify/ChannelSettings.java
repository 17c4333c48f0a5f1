package io.todoku.notify;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Writes and reads the fields of a channel as the database stores them. */
final class ChannelSettings {

  private static final JsonMapper JSON = new JsonMapper();

  /** Of UTF-8: encrypted and in Base64, they fit into the 10,000 characters of the column. */
  static final int MAX_OCTETS = 7_400;

  private ChannelSettings() {}

  /** Whether the database can store the values. */
  static boolean fit(Map<String, String> values) {
    String text = write(values);
    return text == null || text.getBytes(StandardCharsets.UTF_8).length <= MAX_OCTETS;
  }

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
