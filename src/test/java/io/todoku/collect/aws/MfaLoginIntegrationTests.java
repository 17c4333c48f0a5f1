package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.AwsLoginServers;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Logs in by profiles of a multi-factor device whose code is asked for. */
class MfaLoginIntegrationTests extends ProfileLoginFixture {

  @Test
  void oneCodeServesForAllProfilesOfADevice() throws IOException {
    try (LoginProcess terminal = start(Map.of())) {
      var first = terminal.logIn(3, "device", "", "000000", AwsLoginServers.MFA_CODE);
      var second = terminal.logIn(1, "device-2", "");

      assertThat(first).isEqualTo(new LoginProcess.LoginResult("666666666666", 2));
      assertThat(second).isEqualTo(new LoginProcess.LoginResult("777777777777", 0));
    }
  }

  @Test
  void afterThreeWrongCodesTheCauseTellsWhatStsAnswered() throws IOException {
    try (LoginProcess terminal = start(Map.of())) {
      assertThat(terminal.logIn(1, "device", "", "1", "2", "3", AwsLoginServers.MFA_CODE))
          .isEqualTo(
              new LoginProcess.LoginResult(
                  "MFA_CODE_NEEDED | mfa_serial "
                      + DEVICE
                      + " | device: AccessDenied: MultiFactorAuthentication failed with invalid MFA"
                      + " one time pass code. | mfa-code",
                  3));
    }
  }
}
