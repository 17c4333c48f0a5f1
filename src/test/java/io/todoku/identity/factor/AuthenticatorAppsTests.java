package io.todoku.identity.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.google.common.io.BaseEncoding;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthenticatorAppsTests {

  private static final UUID USER = UUID.randomUUID();

  /** The secret of the test values in RFC 6238, appendix B, and their last six digits. */
  private static final byte[] KEY = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  private static final String VALUES =
      """
      59, 287082
      1111111109, 081804
      1111111111, 050471
      1234567890, 005924
      2000000000, 279037
      20000000000, 353130
      """;

  private static AuthenticatorApps apps(long second) {
    TotpSecretRepository secrets = mock();
    TotpSecret secret = new TotpSecret(USER, BaseEncoding.base32().encode(KEY));
    when(secrets.findById(USER)).thenReturn(Optional.of(secret));
    when(secrets.use(any(), anyLong(), any())).thenReturn(1);
    return new AuthenticatorApps(
        secrets, Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC));
  }

  @ParameterizedTest
  @CsvSource(textBlock = VALUES)
  void theTestValuesOfTheRfcAreAccepted(long second, String code) {
    assertThat(apps(second).confirm(USER, code)).isTrue();
    assertThat(AuthenticatorAppFixture.code(KEY, second / 30)).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({"-60, false", "-30, true", "0, true", "30, true", "60, false"})
  void aClockMayBeOneStepOff(long seconds, boolean accepted) {
    long now = 1111111110;

    assertThat(apps(now + seconds).confirm(USER, "050471")).isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({
    "'050 471', true",
    "'０５０４７１', true",
    "050470, false",
    "50471, false",
    "'', false",
    "1234567050471, false"
  })
  void onlyTheSixDigitsAreAccepted(String typed, boolean accepted) {
    assertThat(apps(1111111111).confirm(USER, typed)).isEqualTo(accepted);
  }
}
