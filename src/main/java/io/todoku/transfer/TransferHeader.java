package io.todoku.transfer;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The first line of an exported file.
 *
 * @param format always {@link #FORMAT}
 * @param version of the format
 * @param release of Todoku that exported it
 * @param migrations the numbers of the migrations that had run, as the schema's version
 * @param keys how many secrets each encryption key has encrypted, by its id; "" for none
 */
record TransferHeader(
    String format,
    int version,
    String release,
    List<String> migrations,
    Map<String, Integer> keys) {

  static final String FORMAT = "todoku-database";
  static final int VERSION = 1;

  static final JsonMapper JSON = JsonMapper.builder().build();

  TransferHeader {
    migrations = List.copyOf(migrations);
    keys = Map.copyOf(keys);
  }

  /** The highest number of a migration, which names the schema for people. */
  static String schemaOf(List<String> migrations) {
    return migrations.isEmpty() ? "none" : migrations.getLast();
  }
}
