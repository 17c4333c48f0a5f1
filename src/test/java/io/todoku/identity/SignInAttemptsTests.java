package io.todoku.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.identity.SignInAttempts.AttemptKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SignInAttemptsTests {

  private static final AttemptKey MIKA = new AttemptKey("mika", "192.0.2.1");

  private Instant now = Instant.parse("2026-11-18T09:00:00Z");
  private final InstantSource source = () -> now;
  private final Clock clock = source.withZone(ZoneOffset.UTC);
  private final SignInAttempts attempts = new SignInAttempts(clock);

  @Test
  void theFirstFourFailuresAreNotDelayed() {
    fail(4);

    assertThat(attempts.remainingWait(MIKA)).isZero();
  }

  @Test
  void eachFurtherFailureDoublesTheWait() {
    fail(5);
    assertThat(attempts.remainingWait(MIKA)).isEqualTo(Duration.ofSeconds(1));
    fail(1);
    assertThat(attempts.remainingWait(MIKA)).isEqualTo(Duration.ofSeconds(2));
    fail(1);
    assertThat(attempts.remainingWait(MIKA)).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void theWaitEndsAfterFifteenMinutesAtMost() {
    fail(100);
    assertThat(attempts.remainingWait(MIKA)).isEqualTo(Duration.ofMinutes(15));
    now = now.plus(Duration.ofMinutes(15));
    assertThat(attempts.remainingWait(MIKA)).isZero();
  }

  @Test
  void otherUsersAreNotDelayed() {
    fail(10);

    assertThat(attempts.remainingWait(new AttemptKey("mika", "192.0.2.2"))).isZero();
    assertThat(attempts.remainingWait(new AttemptKey("nagi", "192.0.2.1"))).isZero();
  }

  @Test
  void aSuccessResetsTheFailures() {
    fail(10);
    attempts.recordSuccess(MIKA);

    assertThat(attempts.remainingWait(MIKA)).isZero();
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      attempts.recordFailure(MIKA);
    }
  }
}
