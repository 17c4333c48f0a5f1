package io.todoku.archive;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long scans are kept.
 *
 * @param keepDays how long scans are kept, from 1 day
 * @param keepCount how many scans of an account are kept, at least 1: counted apart for scans with
 *     and without a snapshot
 */
@ConfigurationProperties("todoku.history")
record RetentionSettings(@DefaultValue("400") int keepDays, @DefaultValue("100") int keepCount) {

  RetentionSettings {
    check("keep-days", keepDays);
    check("keep-count", keepCount);
  }

  private static void check(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "todoku.history.%s is %d: give 1 or more".formatted(name, value));
    }
  }

  Duration maxAge() {
    return Duration.ofDays(keepDays);
  }
}
