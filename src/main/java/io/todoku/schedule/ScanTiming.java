package io.todoku.schedule;

import io.todoku.locale.InvalidInputException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/** When a schedule is due. */
sealed interface ScanTiming {

  /**
   * The shortest time between scans: more frequent ones would find the same and use up the
   * account's API calls.
   */
  Duration MIN_INTERVAL = Duration.ofMinutes(15);

  Duration MAX_INTERVAL = Duration.ofDays(366);

  /** The first due time after the given one. */
  Instant next(Instant after);

  /** The timing as text: {@code every 6h}, or the cron expression. */
  String text();

  TimingKind kind();

  /** The kinds of timing. */
  enum TimingKind {
    EVERY,
    CRON
  }

  /**
   * Reads {@code every 6h} ({@code m}, {@code h}, {@code d}) or a cron expression of five fields,
   * or of six with the seconds first.
   *
   * @param zone the time zone of the cron expression
   * @throws InvalidInputException if it is neither, is never due, or is due too often
   */
  static ScanTiming parse(@Nullable String text, ZoneId zone, Instant now) {
    String words = text == null ? "" : text.strip().replaceAll("\\s+", " ");
    Matcher every = FixedInterval.PATTERN.matcher(words.toLowerCase(Locale.ROOT));
    ScanTiming timing =
        every.matches() ? FixedInterval.of(words, every) : CronTiming.of(words, zone);
    Instant at = timing.next(now);
    for (int i = 0; i < 50; i++) {
      Instant then = timing.next(at);
      if (Duration.between(at, then).compareTo(MIN_INTERVAL) < 0) {
        throw new InvalidInputException(ScheduleProblem.OFTEN, words, MIN_INTERVAL.toMinutes());
      }
      at = then;
    }
    return timing;
  }

  /**
   * @throws InvalidInputException if there is no time zone of that name
   */
  static ZoneId zone(@Nullable String name) {
    try {
      return name == null || name.isBlank() ? ZoneId.systemDefault() : ZoneId.of(name.strip());
    } catch (DateTimeException unknown) {
      throw new InvalidInputException(ScheduleProblem.ZONE, ScheduleProblem.truncate(name));
    }
  }

  /** Due at a fixed interval. */
  record FixedInterval(Duration interval) implements ScanTiming {

    static final Pattern PATTERN = Pattern.compile("every (\\d{1,6}) ?([mhd])");
    private static final Map<String, Duration> UNITS =
        Map.of("m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1));

    static FixedInterval of(String words, Matcher every) {
      Duration unit = UNITS.getOrDefault(every.group(2), Duration.ZERO);
      Duration distance = unit.multipliedBy(Long.parseLong(every.group(1)));
      if (distance.compareTo(MAX_INTERVAL) > 0) {
        throw new InvalidInputException(ScheduleProblem.LONG, words, MAX_INTERVAL.toDays());
      }
      if (distance.compareTo(MIN_INTERVAL) < 0) {
        throw new InvalidInputException(ScheduleProblem.OFTEN, words, MIN_INTERVAL.toMinutes());
      }
      return new FixedInterval(distance);
    }

    @Override
    public Instant next(Instant after) {
      return after.plus(interval);
    }

    /** The largest unit, {@code m}, {@code h} or {@code d}, that needs no fraction. */
    String unit() {
      return interval.toMinutes() % 60 > 0 ? "m" : interval.toHours() % 24 > 0 ? "h" : "d";
    }

    long amount() {
      return interval.dividedBy(UNITS.getOrDefault(unit(), interval));
    }

    @Override
    public String text() {
      return "every " + amount() + unit();
    }

    @Override
    public TimingKind kind() {
      return TimingKind.EVERY;
    }
  }

  /** Due at local times of a time zone. */
  record CronTiming(String text, CronExpression expression, ZoneId zone) implements ScanTiming {

    private static final int MAX_LENGTH = 120;

    static CronTiming of(String words, ZoneId zone) {
      try {
        boolean bare = !words.startsWith("@") && words.split(" ").length == 5;
        if (words.length() > MAX_LENGTH) {
          throw new IllegalArgumentException("too long");
        }
        CronTiming cron =
            new CronTiming(words, CronExpression.parse(bare ? "0 " + words : words), zone);
        if (cron.expression.next(LocalDateTime.of(2024, 1, 1, 0, 0)) == null) {
          throw new InvalidInputException(ScheduleProblem.NEVER, words);
        }
        return cron;
      } catch (InvalidInputException never) {
        throw never;
      } catch (IllegalArgumentException wrong) {
        throw new InvalidInputException(ScheduleProblem.FORM, ScheduleProblem.truncate(words));
      }
    }

    /**
     * When clocks go forward, a time in the skipped hour is due an hour later; when they go back, a
     * repeated time is due once. An expression for every hour is not affected.
     */
    @Override
    public Instant next(Instant after) {
      return hourly() ? nextByInstant(after) : nextByLocalTime(after);
    }

    private boolean hourly() {
      return expression.toString().split(" ")[2].startsWith("*");
    }

    private Instant nextByInstant(Instant after) {
      return requireNext(expression.next(after.atZone(zone))).toInstant();
    }

    private Instant nextByLocalTime(Instant after) {
      LocalDateTime wall = LocalDateTime.ofInstant(after, zone);
      while (true) {
        wall = requireNext(expression.next(wall));
        Instant at = ZonedDateTime.ofLocal(wall, zone, null).toInstant();
        if (at.isAfter(after)) {
          return at;
        }
      }
    }

    private static <T> T requireNext(@Nullable T time) {
      return Optional.ofNullable(time)
          .orElseThrow(() -> new IllegalStateException("the cron expression has come to an end"));
    }

    @Override
    public TimingKind kind() {
      return TimingKind.CRON;
    }
  }
}
