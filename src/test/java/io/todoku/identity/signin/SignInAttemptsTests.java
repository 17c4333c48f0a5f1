package io.todoku.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.identity.signin.SignInAttempts.AttemptKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignInAttemptsTests {

  private static final AttemptKey MIKA = AttemptKey.of("mika", "192.0.2.1", null);

  private Instant now = Instant.parse("2026-11-18T09:00:00Z");
  private final InstantSource source = () -> now;
  private final Clock clock = source.withZone(ZoneOffset.UTC);
  private final SignInAttempts attempts = new SignInAttempts(clock);

  @Test
  void fiveAttemptsAreMadeAtOnceAndNoSixth() {
    for (int i = 0; i < 5; i++) {
      assertThat(attempts.begin(MIKA)).isZero();
    }

    assertThat(attempts.begin(MIKA)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void eachFurtherAttemptDoublesTheWait() {
    exhaust(MIKA);
    for (int seconds = 1; seconds <= 64; seconds *= 2) {
      assertThat(attempts.begin(MIKA)).isEqualTo(Duration.ofSeconds(seconds));
      now = now.plusSeconds(seconds);
      assertThat(attempts.begin(MIKA)).isZero();
    }
  }

  @Test
  void theWaitIsFifteenMinutesAtMost() {
    for (int i = 0; i < 40; i++) {
      now = now.plus(attempts.begin(MIKA));
    }

    assertThat(attempts.begin(MIKA)).isLessThanOrEqualTo(Duration.ofMinutes(15));
    now = now.plus(Duration.ofMinutes(15));
    assertThat(attempts.begin(MIKA)).isZero();
  }

  @Test
  void whileThereIsToWaitNothingIsCounted() {
    exhaust(MIKA);
    for (int i = 0; i < 50; i++) {
      attempts.begin(MIKA);
    }

    assertThat(attempts.begin(MIKA)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void anotherUserFromTheSameNetworkAndTheSameFromAnotherAreNotDelayed() {
    exhaust(MIKA);

    assertThat(attempts.begin(AttemptKey.of("mika", "192.0.2.2", null))).isZero();
    assertThat(attempts.begin(AttemptKey.of("nagi", "192.0.2.1", null))).isZero();
  }

  @Test
  void fortyNamesFromOneNetworkAreDelayedAfterTwenty() {
    long looked =
        IntStream.range(0, 40)
            .filter(i -> attempts.begin(AttemptKey.of("name" + i, "192.0.2.1", null)).isZero())
            .count();

    assertThat(looked).isEqualTo(20);
  }

  @Test
  void theAddressesOfOneIpv6NetworkAreOne() {
    for (int i = 0; i < 5; i++) {
      attempts.begin(AttemptKey.of("mika", "2001:db8:0:1::" + i, null));
    }

    assertThat(attempts.begin(AttemptKey.of("mika", "2001:db8:0:1:ffff::9", null)))
        .isEqualTo(Duration.ofSeconds(1));
    assertThat(attempts.begin(AttemptKey.of("mika", "2001:db8:0:2::9", null))).isZero();
  }

  @Test
  void oneNameFromManyNetworksIsDelayedAfterTwoHundred() {
    long looked =
        IntStream.range(0, 1000)
            .filter(i ->
                attempts
                    .begin(AttemptKey.of("mika", "10." + i % 100 + "." + i % 7 + ".1", null))
                    .isZero())
            .count();

    assertThat(looked).isEqualTo(200);
    assertThat(attempts.begin(AttemptKey.of("mika", "198.51.100.1", null)))
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(attempts.begin(AttemptKey.of("nagi", "198.51.100.1", null))).isZero();
  }

  /** A stranger tries from every network of a prefix, each second for a day; the user but once. */
  @ParameterizedTest
  @CsvSource({
    "2001:db8:0:%x::1, 256, 2001:db8:0:100::1, a /56 beside the user's in a /48",
    "2001:db8:0:%x::1, 65536, 2001:db8:1::1, a /48",
    "192.0.2.%d, 256, 198.51.100.1, an IPv4 /24",
  })
  void aStrangerWithManyNetworksKeepsNobodyOut(
      String network, int networks, String user, String what) {
    int guesses = 0;
    for (int second = 0; second < 4 * 3600; second++) {
      for (int i = 0; i < 16; i++) {
        String from = network.formatted((second * 16 + i) % networks);
        guesses += attempts.begin(AttemptKey.of("mika", from, null)).isZero() ? 1 : 0;
      }
      if (second % 600 == 0) {
        AttemptKey mika = AttemptKey.of("mika", user, null);
        assertThat(attempts.begin(mika)).as("%s, after %s s", what, second).isZero();
        attempts.recordSuccess(mika);
      }
      now = now.plusSeconds(1);
    }

    assertThat(guesses).as("some at once, and one a minute").isBetween(100, 40 + 4 * 60);
  }

  @Test
  void aStrangerWithOneNetworkLeavesTheNeighboursTheirBudget() {
    for (int second = 0; second < 3600; second++) {
      attempts.begin(AttemptKey.of("name" + second, "2001:db8::1", null));
      attempts.begin(AttemptKey.of("name" + second, "192.0.2.1", null));
      now = now.plusSeconds(1);
    }

    assertThat(attempts.begin(AttemptKey.of("mika", "2001:db8:0:1::1", null))).isZero();
    assertThat(attempts.begin(AttemptKey.of("mika", "192.0.2.2", null))).isZero();
  }

  @Test
  void whatIsTakenBackWasNotCounted() {
    for (int i = 0; i < 300; i++) {
      assertThat(attempts.begin(MIKA)).isZero();
      attempts.takeBack(MIKA);
    }
  }

  @Test
  void aKnownBrowserIsCountedByItself() {
    exhaust(MIKA);
    AttemptKey known = AttemptKey.of("mika", "192.0.2.1", "a hash");

    for (int i = 0; i < 5; i++) {
      assertThat(attempts.begin(known)).isZero();
    }
    assertThat(attempts.begin(known)).isEqualTo(Duration.ofSeconds(1));
    assertThat(attempts.begin(AttemptKey.of("nagi", "192.0.2.1", "a hash"))).isZero();
  }

  @Test
  void aSuccessForgetsTheFailuresOfTheNameAndNotThoseOfTheNetwork() {
    for (int i = 0; i < 19; i++) {
      attempts.begin(AttemptKey.of("name" + i, "192.0.2.1", null));
    }
    attempts.begin(MIKA);
    attempts.recordSuccess(MIKA);

    assertThat(attempts.begin(AttemptKey.of("name20", "192.0.2.1", null))).isZero();
    assertThat(attempts.begin(AttemptKey.of("name21", "192.0.2.1", null)))
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void anHourAfterTheLastAttemptAllAreForgotten() {
    exhaust(MIKA);
    now = now.plus(Duration.ofHours(1)).plusSeconds(1);

    for (int i = 0; i < 5; i++) {
      assertThat(attempts.begin(MIKA)).isZero();
    }
  }

  private void exhaust(AttemptKey who) {
    for (int i = 0; i < 5; i++) {
      attempts.begin(who);
    }
  }

  /** The number of counts in memory is bounded, and strangers may ask for a passkey freely. */
  @Test
  void strangersDoNotPushOutTheCountsOfSecondFactors() {
    AttemptKey mika = AttemptKey.secondFactor("mika", null);
    for (int i = 0; i < 10; i++) {
      assertThat(attempts.begin(mika)).isZero();
    }
    for (int i = 0; i < 10_000; i++) {
      attempts.begin(AttemptKey.passkey("2001:db8:%x::1".formatted(i)));
      attempts.begin(AttemptKey.of("name" + i, "2001:db8:%x::1".formatted(i), null));
    }

    assertThat(attempts.begin(mika)).isPositive();
  }
}
