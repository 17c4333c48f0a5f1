package io.todoku.report;

import io.todoku.locale.Languages;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;

/** Formats the times of a document in its time zone. */
public record Times(ZoneId zone, Locale language) {

  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  /** To the minute, without the zone. */
  public String of(Instant at) {
    return MINUTE.format(at.atZone(zone));
  }

  /** To the second, for evidence. */
  public String exact(Instant at) {
    return SECOND.format(at.atZone(zone));
  }

  /** The date as written in letters of this language. */
  public String day(Instant at) {
    LocalDate day = at.atZone(zone).toLocalDate();
    return Languages.of(language).format(day);
  }

  /** The name of the zone in this language, with its id and its offset at that time. */
  public String zoneAt(Instant at) {
    String offset = zone.getRules().getOffset(at).getId().replace("Z", "+00:00");
    return zone.getId().equals("UTC") || zone.getId().equals("Z")
        ? "UTC"
        : "%s (%s, UTC%s)"
            .formatted(zone.getDisplayName(TextStyle.FULL, language), zone.getId(), offset);
  }
}
