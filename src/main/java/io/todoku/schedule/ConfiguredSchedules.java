package io.todoku.schedule;

import io.todoku.locale.InvalidInputException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

/**
 * The schedules of the configuration file.
 *
 * @param byAccount by account id: {@code every 6h} or a cron expression in the server's time zone
 */
public record ConfiguredSchedules(Map<String, String> byAccount) {

  public ConfiguredSchedules {
    byAccount = Map.copyOf(byAccount);
  }

  /**
   * @throws InvalidInputException with the reason if the schedule is invalid
   */
  public static void check(String schedule) {
    ScanTiming.parse(schedule, ZoneId.systemDefault(), Instant.EPOCH);
  }
}
