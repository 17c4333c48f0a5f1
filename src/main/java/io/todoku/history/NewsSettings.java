package io.todoku.history;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When people are told of a change, under {@code todoku.notifications}.
 *
 * @param lookAgainAfter how long after a change was found it is observed again before people are
 *     told; zero: they are told at once
 */
@ConfigurationProperties("todoku.notifications")
record NewsSettings(@DefaultValue("2m") Duration lookAgainAfter) {

  NewsSettings {
    if (lookAgainAfter.isNegative()) {
      throw new IllegalArgumentException(
          "todoku.notifications.look-again-after: " + lookAgainAfter + " is negative");
    }
  }

  /** How often it is looked whether an open cause of all accounts has ended. */
  Duration probeInterval() {
    return looksAgain() ? lookAgainAfter : Duration.ofMinutes(1);
  }

  boolean looksAgain() {
    return !lookAgainAfter.isZero();
  }
}
