package io.todoku.clientreport;

import io.todoku.report.ReportFormat;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Which client gets a report every month, in which form, and by which way. */
@Entity
@Table(name = "report_schedule")
class ReportSchedule {

  @Id UUID id = UUID.randomUUID();
  String client = "";

  /** From 1 to 31; the last day of a month that is shorter. */
  @Column(name = "month_day")
  int day = 1;

  @Column(name = "at_hour")
  int hour;

  String zone = "UTC";
  String language = "en";

  /** Extensions with commas between them. */
  String formats = "pdf";

  /** Addresses with commas between them; empty: no e-mail. */
  String recipients = "";

  /** Name of an S3 bucket; empty: none. */
  String bucket = "";

  /** What each key begins with. */
  String prefix = "";

  String region = "";

  /** ARN; empty: the credentials of this machine. */
  String roleArn = "";

  String externalId = "";

  /** After so many months its reports are deleted. */
  int keepMonths = 24;

  boolean enabled = true;
  Instant nextAt = Instant.EPOCH;
  Instant createdAt = Instant.EPOCH;

  List<ReportFormat> formatList() {
    return Arrays.stream(formats.split(",")).map(ReportFormat::of).toList();
  }

  /** The first time of the schedule after another. */
  Instant nextAfter(Instant after) {
    YearMonth month = YearMonth.from(after.atZone(ZoneId.of(zone)));
    Instant at = timeIn(month);
    return at.isAfter(after) ? at : timeIn(month.plusMonths(1));
  }

  private Instant timeIn(YearMonth month) {
    return month
        .atDay(Math.min(day, month.lengthOfMonth()))
        .atTime(LocalTime.of(hour, 0))
        .atZone(ZoneId.of(zone))
        .toInstant();
  }
}
