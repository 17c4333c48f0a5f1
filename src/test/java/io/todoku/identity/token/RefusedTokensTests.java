package io.todoku.identity.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import io.todoku.identity.audit.AuditLog;
import io.todoku.identity.audit.AuditLog.AuditEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefusedTokensTests {

  private Instant now = Instant.parse("2026-11-30T09:00:00Z");
  private final InstantSource source = () -> now;
  private final Clock clock = source.withZone(ZoneOffset.UTC);
  private final List<AuditEvent> entries = new ArrayList<>();
  private final AuditLog log = mock();
  private final RefusedTokens refused = new RefusedTokens(log, clock);

  @BeforeEach
  void keepEntries() {
    doAnswer(call -> entries.add(call.getArgument(0))).when(log).appendOrLog(any());
  }

  private Duration waitAfterWrongTokenFrom(String address) {
    return refused.record(RefusedTokenException.unknown(), address).retryAfter();
  }

  private void sendWrongTokens(int count, String address) {
    for (int i = 0; i < count; i++) {
      waitAfterWrongTokenFrom(address);
    }
  }

  @Test
  void aHundredWrongTokensAreTakenAtOnceAndThenOneInTenSeconds() {
    sendWrongTokens(99, "192.0.2.1");
    assertThat(waitAfterWrongTokenFrom("192.0.2.1")).isZero();
    assertThat(waitAfterWrongTokenFrom("192.0.2.1")).isEqualTo(Duration.ofSeconds(10));
    assertThat(waitAfterWrongTokenFrom("192.0.2.2")).isZero();

    now = now.plusSeconds(10);
    assertThat(waitAfterWrongTokenFrom("192.0.2.1")).isZero();
    assertThat(waitAfterWrongTokenFrom("192.0.2.1")).isPositive();
  }

  @Test
  void addressesOfOneIpv6NetworkAreOneAddress() {
    for (int i = 0; i < 100; i++) {
      waitAfterWrongTokenFrom("2001:db8::" + Integer.toHexString(i));
    }
    assertThat(waitAfterWrongTokenFrom("2001:db8::ffff")).isPositive();
    assertThat(waitAfterWrongTokenFrom("2001:db8:0:1::1")).isZero();
  }

  @Test
  void manyNetworksTogetherAreLimitedToo() {
    for (int i = 0; i < 600; i++) {
      assertThat(waitAfterWrongTokenFrom("192.0.2." + i)).isZero();
    }
    assertThat(waitAfterWrongTokenFrom("198.51.100.1")).isPositive();
  }

  @Test
  void aMillionGuessesLeaveSevenEntries() {
    sendWrongTokens(1_000_000, "192.0.2.1");

    assertThat(entries).hasSize(7);
    assertThat(entries.getLast())
        .isEqualTo(
            new AuditEvent(
                "", "", "192.0.2.1", "token.use", "", "REFUSED", "", "1000000 within an hour"));
  }

  @Test
  void ofManyNetworksAHundredHaveEntriesOfTheirOwn() {
    for (int i = 0; i < 10_000; i++) {
      waitAfterWrongTokenFrom("10.1." + i / 256 + "." + i % 256);
    }
    assertThat(entries).hasSize(104);
    assertThat(entries.getLast().newValue()).isEqualTo("1000 of several sources within an hour");
  }

  @Test
  void afterAnHourTheFirstOneIsRecordedAgain() {
    sendWrongTokens(5, "192.0.2.1");
    assertThat(entries).hasSize(1);

    now = now.plus(Duration.ofHours(1));
    sendWrongTokens(5, "192.0.2.1");
    assertThat(entries).hasSize(2);
  }
}
