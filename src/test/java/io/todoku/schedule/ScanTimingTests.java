package io.todoku.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.locale.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScanTimingTests {

  private static final Instant NOW = Instant.parse("2026-11-18T09:14:00Z");
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "every 6h, every 6h, PT6H",
    "Every  90m, every 90m, PT1H30M",
    "every 120m, every 2h, PT2H",
    "every 48 h, every 2d, PT48H",
    "every 15m, every 15m, PT15M",
  })
  void anIntervalIsReadAndWrittenInItsLargestUnit(String text, String written, Duration interval) {
    ScanTiming timing = ScanTiming.parse(text, TOKYO, NOW);

    assertThat(timing.text()).isEqualTo(written);
    assertThat(timing.kind()).isEqualTo(ScanTiming.TimingKind.EVERY);
    assertThat(timing.next(NOW)).isEqualTo(NOW.plus(interval));
  }

  @ParameterizedTest
  @CsvSource({
    "0 6 * * *, 2026-11-18T21:00:00Z",
    "0 0 6 * * *, 2026-11-18T21:00:00Z",
    "30 18 * * MON-FRI, 2026-11-18T09:30:00Z",
    "0 9 1 * *, 2026-12-01T00:00:00Z",
    "@daily, 2026-11-18T15:00:00Z",
    "0 */4 * * *, 2026-11-18T11:00:00Z",
  })
  void aCronExpressionIsReadInItsTimeZone(String text, Instant next) {
    ScanTiming timing = ScanTiming.parse(text, TOKYO, NOW);

    assertThat(timing.text()).isEqualTo(text);
    assertThat(timing.kind()).isEqualTo(ScanTiming.TimingKind.CRON);
    assertThat(timing.next(NOW)).isEqualTo(next);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tomorrow | FORM",
        "'' | FORM",
        "every 6 | FORM",
        "every -6h | FORM",
        "61 * * * * | FORM",
        "0 6 * * FUNDAY | FORM",
        "0 6 * * * * * | FORM",
        "@often | FORM",
        "every 14m | OFTEN",
        "every 0h | OFTEN",
        "* * * * * | OFTEN",
        "0,5 3 * * * | OFTEN",
        "* 0 6 * * * | OFTEN",
        "every 367d | LONG",
        "every 999999d | LONG",
        "0 0 30 2 * | NEVER",
      })
  void anInvalidTimingIsRefusedWithItsProblem(String text, ScheduleProblem problem) {
    assertThatThrownBy(() -> ScanTiming.parse(text, TOKYO, NOW))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            refused -> assertThat(refused.problem()).isEqualTo(problem));
  }

  @Test
  void aMissingOrTooLongTimingIsRefused() {
    assertThatThrownBy(() -> ScanTiming.parse("0 6 * * " + "1,".repeat(80) + "1", TOKYO, NOW))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> ScanTiming.parse(null, TOKYO, NOW))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void anUnknownTimeZoneIsRefused() {
    assertThat(ScanTiming.zone("Europe/Berlin")).isEqualTo(BERLIN);
    assertThat(ScanTiming.zone(" ")).isEqualTo(ZoneId.systemDefault());
    assertThatThrownBy(() -> ScanTiming.zone("Mars/Olympus"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("Mars/Olympus");
  }

  /** In Berlin clocks went from 2:00 to 3:00 on 29 March, from 3:00 to 2:00 on 25 October 2026. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a skipped time is due an hour later"
            + "| 30 2 * * * | 2026-03-28T12:00:00+01:00"
            + "| 2026-03-29T03:30:00+02:00, 2026-03-30T02:30:00+02:00",
        "a skipped time that coincides with the next one is due once"
            + "| 30 2,3 * * * | 2026-03-28T12:00:00+01:00"
            + "| 2026-03-29T03:30:00+02:00, 2026-03-30T02:30:00+02:00",
        "a repeated time is due once"
            + "| 30 2 * * * | 2026-10-24T12:00:00+02:00"
            + "| 2026-10-25T02:30:00+02:00, 2026-10-26T02:30:00+01:00",
        "asked between both occurrences of a repeated time"
            + "| 30 2 * * * | 2026-10-25T02:10:00+01:00"
            + "| 2026-10-26T02:30:00+01:00, 2026-10-27T02:30:00+01:00",
        "an hourly time across the skipped hour"
            + "| 30 * * * * | 2026-03-29T01:00:00+01:00"
            + "| 2026-03-29T01:30:00+01:00, 2026-03-29T03:30:00+02:00, 2026-03-29T04:30:00+02:00",
        "an hourly time across the repeated hour"
            + "| 30 * * * * | 2026-10-25T01:40:00+02:00"
            + "| 2026-10-25T02:30:00+02:00, 2026-10-25T02:30:00+01:00, 2026-10-25T03:30:00+01:00",
        "the same local time"
            + "| 0 9 * * * | 2026-03-28T09:00:00+01:00"
            + "| 2026-03-29T09:00:00+02:00, 2026-03-30T09:00:00+02:00",
      })
  void daylightSavingChangesSkipNoDueTimeAndRepeatNone(
      String description, String cron, OffsetDateTime from, String expected) {
    List<Instant> expectedTimes =
        Arrays.stream(expected.split(", "))
            .map(OffsetDateTime::parse)
            .map(OffsetDateTime::toInstant)
            .toList();
    ScanTiming timing = ScanTiming.parse(cron, BERLIN, NOW);

    assertThat(
            Stream.iterate(timing.next(from.toInstant()), timing::next).limit(expectedTimes.size()))
        .as(description)
        .isEqualTo(expectedTimes);
  }

  private static ScanScheduleEntity schedule(String text) {
    ScanScheduleEntity schedule = new ScanScheduleEntity();
    schedule.setTiming(ScanTiming.parse(text, TOKYO, NOW), TOKYO, NOW);
    return schedule;
  }

  private static List<Duration> offsets(ScanScheduleEntity schedule) {
    return IntStream.range(0, 200)
        .mapToObj(i -> schedule.offset("%012d".formatted(i), NOW))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"every 15m, PT1M30S", "every 1h, PT6M", "every 6h, PT10M", "0 6 * * *, PT10M"})
  void accountsAreSpreadOverATenthOfTheIntervalAndAtMostTenMinutes(String text, Duration bound) {
    List<Duration> offsets = offsets(schedule(text));

    assertThat(offsets)
        .allSatisfy(o -> assertThat(o).isBetween(Duration.ZERO, bound.minusMillis(1)))
        .as("spread over the whole range")
        .anyMatch(o -> o.compareTo(bound.dividedBy(10)) < 0)
        .anyMatch(o -> o.compareTo(bound.multipliedBy(9).dividedBy(10)) > 0);
    assertThat(offsets.stream().map(Duration::toSeconds).distinct().count())
        .as("never many in one second")
        .isGreaterThan(50);
  }

  @Test
  void theOffsetOfAnAccountIsStableAndDiffersBetweenSchedules() {
    ScanScheduleEntity schedule = schedule("every 6h");
    ScanScheduleEntity other = schedule("every 6h");
    other.id = new java.util.UUID(0, 1);

    assertThat(offsets(schedule)).isEqualTo(offsets(schedule)).isNotEqualTo(offsets(other));
  }
}
