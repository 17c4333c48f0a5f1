package io.todoku.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

/**
 * When accounts are scanned, as the configuration file says it.
 *
 * @param byAccount by account id: {@code every 6h} or a cron expression, meant in the server's zone
 */
public record ConfiguredSchedules(Map<String, String> byAccount) {

  public ConfiguredSchedules {
    byAccount = Map.copyOf(byAccount);
  }

  /**
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static void check(String schedule) {
    ScanTiming.parse(schedule, ZoneId.systemDefault(), Instant.EPOCH);
  }
}
