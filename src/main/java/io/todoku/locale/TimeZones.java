package io.todoku.locale;

import java.time.ZoneId;
import java.util.List;

/** Lists the time zones that forms offer. */
public final class TimeZones {

  private TimeZones() {}

  /** The zones of cities, and UTC, by alphabet: without offsets, abbreviations and old names. */
  public static List<String> names() {
    return ZoneId.getAvailableZoneIds().stream()
        .filter(zone -> zone.matches("[A-Z].*/.*|UTC"))
        .filter(zone -> !zone.startsWith("Etc/") && !zone.startsWith("SystemV/"))
        .sorted()
        .toList();
  }
}
