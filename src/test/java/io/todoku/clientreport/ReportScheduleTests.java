package io.todoku.clientreport;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.report.Report;
import io.todoku.report.ReportFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When reports are due, across short months and changes of the clock, and under which keys. */
class ReportScheduleTests {

  private static ReportSchedule schedule(int day, int hour, String zone) {
    ReportSchedule schedule = new ReportSchedule();
    schedule.day = day;
    schedule.hour = hour;
    schedule.zone = zone;
    return schedule;
  }

  @ParameterizedTest
  @CsvSource({
    "31, 9, Asia/Tokyo,       2027-01-31T09:00, 2027-02-28T09:00",
    "31, 9, Asia/Tokyo,       2027-02-28T09:00, 2027-03-31T09:00",
    "31, 9, Asia/Tokyo,       2028-01-31T09:00, 2028-02-29T09:00",
    "30, 9, Asia/Tokyo,       2027-01-30T09:00, 2027-02-28T09:00",
    "29, 9, Asia/Tokyo,       2027-02-28T08:59, 2027-02-28T09:00",
    "29, 0, Asia/Tokyo,       2027-02-28T23:59, 2027-03-29T00:00",
    "1,  0, Pacific/Kiritimati, 2026-12-31T23:59, 2027-01-01T00:00",
    "1,  0, Asia/Tokyo,       2026-12-01T00:00, 2027-01-01T00:00",
    "28, 2, Europe/Berlin,    2027-03-01T00:00, 2027-03-28T03:00",
    "28, 2, Europe/Berlin,    2027-03-28T03:00, 2027-04-28T02:00",
    "31, 2, Europe/Berlin,    2027-10-30T00:00, 2027-10-31T02:00",
    "31, 2, Europe/Berlin,    2027-10-31T02:00, 2027-11-30T02:00"
  })
  void theNextTimeIsOneInEachMonth(
      int day, int hour, String zone, LocalDateTime after, LocalDateTime next) {
    ZoneId at = ZoneId.of(zone);

    assertThat(schedule(day, hour, zone).nextAfter(after.atZone(at).toInstant()))
        .isEqualTo(next.atZone(at).toInstant());
  }

  /** The hour that the clock repeats is due once. */
  @Test
  void aRepeatedHourIsDueOnce() {
    ReportSchedule schedule = schedule(31, 2, "Europe/Berlin");
    Instant first = Instant.parse("2027-10-31T00:00:00Z");

    assertThat(schedule.nextAfter(first.minusSeconds(1))).isEqualTo(first);
    assertThat(schedule.nextAfter(first)).isEqualTo(Instant.parse("2027-11-30T01:00:00Z"));
  }

  @Test
  void aKeyFitsS3HoweverLongPrefixAndNameAre() {
    ReportSchedule schedule = schedule(1, 9, "Asia/Tokyo");
    schedule.prefix = "p".repeat(400);
    SentReport report = new SentReport();
    Report two = ReportMailTextTests.report("界".repeat(200), 2, 0, Instant.EPOCH);
    report.fileName = ReportFileName.of(two, ReportFormat.HTML);

    String key = ReportBucket.key(schedule, Instant.parse("2026-12-01T00:00:00Z"), report);

    assertThat(key)
        .contains("p2026-12-01/090000-" + schedule.id.toString().substring(0, 8) + "/todoku-界")
        .endsWith("-en.html");
    assertThat(key.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1024);
  }
}
