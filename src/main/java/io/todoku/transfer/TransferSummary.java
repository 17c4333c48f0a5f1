package io.todoku.transfer;

import java.util.Map;

/**
 * What was carried.
 *
 * @param keys how many secrets each encryption key has encrypted, by its id; "" for none
 */
public record TransferSummary(int tables, long rows, String schema, Map<String, Integer> keys) {

  public TransferSummary {
    keys = Map.copyOf(keys);
  }
}
