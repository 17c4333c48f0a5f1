package io.todoku.report;

import io.todoku.locale.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Defaults for the letterhead and the time zone of reports.
 *
 * @param company the name on the cover
 * @param logo a PNG or JPEG file; null: none
 * @param zone in which times are given
 */
@ConfigurationProperties("todoku.report")
public record ReportSettings(
    @DefaultValue("") String company, @Nullable Path logo, @DefaultValue("UTC") String zone) {

  /**
   * @throws IllegalArgumentException naming the setting that is wrong
   */
  public Letterhead letterhead() {
    if (logo == null) {
      return new Letterhead(company, null);
    }
    try {
      return new Letterhead(company, Letterhead.Logo.of(Files.readAllBytes(logo)));
    } catch (IOException e) {
      throw new IllegalArgumentException("todoku.report.logo: cannot read " + logo, e);
    } catch (InvalidInputException wrong) {
      throw new IllegalArgumentException("todoku.report.logo: " + wrong.getMessage(), wrong);
    }
  }

  /**
   * @throws InvalidInputException if the zone does not exist
   */
  public ZoneId zoneId() {
    return zone("todoku.report.zone", zone);
  }

  /**
   * @param name of the setting or parameter that holds the zone
   * @throws InvalidInputException where there is no such zone
   */
  public static ZoneId zone(String name, String zone) {
    try {
      return ZoneId.of(zone.strip());
    } catch (DateTimeException wrong) {
      throw new InvalidInputException(ReportProblem.ZONE, zone, name);
    }
  }
}
