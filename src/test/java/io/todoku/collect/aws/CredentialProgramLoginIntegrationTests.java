package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Logs in by credentials of a program, which many accounts start once. */
class CredentialProgramLoginIntegrationTests extends ProfileLoginFixture {

  @Test
  void sixtyAccountsStartTheProgramOnce() throws IOException {
    Path starts = home.resolve("starts");
    Files.deleteIfExists(starts);
    try (LoginProcess other = start(Map.of("AWS_PROFILE", "process"))) {
      assertThat(other.logIn(60, "", "arn:aws:iam::222222222222:role/Reader").result())
          .isEqualTo("222222222222");
      assertThat(other.logIn("process", "")).isEqualTo("111111111111");
    }

    assertThat(starts).content().isEqualTo("started\n");
  }

  @Test
  void expiredCredentialsOfAProgramAreAskedForAgain() throws IOException {
    assertThat(process.logIn("short-process", "")).isEqualTo("111111111111");
    assertThat(process.logIn("short-process", "")).isEqualTo("111111111111");

    assertThat(home.resolve("short-starts")).content().isEqualTo("started\nstarted\n");
  }

  @Test
  void sixtyAccountsStartAFailingProgramOnce() throws IOException {
    Path starts = home.resolve("failing-starts");
    Files.deleteIfExists(starts);

    assertThat(process.logIn(60, "failing-process", "").result())
        .startsWith("CREDENTIAL_PROCESS_FAILED");

    assertThat(starts).content().isEqualTo("started\n");
  }
}
