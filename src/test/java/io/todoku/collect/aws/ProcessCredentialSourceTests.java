package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.utils.StringInputStream;

@Timeout(60)
class ProcessCredentialSourceTests {

  @TempDir Path dir;

  private ProcessCredentialSource source(String script, Duration timeout) throws Exception {
    Path program = dir.resolve("program.sh");
    Files.writeString(program, script, StandardCharsets.UTF_8);
    return new ProcessCredentialSource(
        ProfileFile.builder()
            .type(ProfileFile.Type.CONFIGURATION)
            .content(
                new StringInputStream(
                    "[profile vault]\ncredential_process = cd " + dir + "; . " + program))
            .build()
            .profile("vault")
            .orElseThrow(),
        timeout);
  }

  private static Observed<AwsCredentials> resolve(ProcessCredentialSource source) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return source.resolve(new ApiCaller((region, action) -> {}, threads, 0));
    }
  }

  private static Reason reason(Observed<AwsCredentials> credentials) {
    return ((Unknown<AwsCredentials>) credentials).reason();
  }

  private int starts() throws Exception {
    return Files.readAllLines(dir.resolve("starts")).size();
  }

  private static String json(String expiration) {
    return """
    echo x >> starts
    echo '{"Version": 1, "AccessKeyId": "A", "SecretAccessKey": "S", "SessionToken": "T"%s}'
    """
        .formatted(expiration);
  }

  @Test
  void aProgramThatWaitsIsStoppedAndItsOwnWordsAreTheReason() throws Exception {
    Reason reason =
        reason(resolve(source("echo 'Enter the PIN:' >&2; sleep 600", Duration.ofSeconds(2))));

    assertThat(reason)
        .isEqualTo(
            new Reason(
                ReasonKind.CREDENTIAL_PROCESS_FAILED,
                "credential_process",
                "vault: not finished after 2 s, stopped; it wrote: Enter the PIN:",
                "credential-process-timeout"));
  }

  @Test
  void aProgramThatWaitsInSilenceIsStopped() throws Exception {
    assertThat(reason(resolve(source("sleep 600", Duration.ofSeconds(1)))).detail())
        .isEqualTo("vault: not finished after 1 s, stopped");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          echo the vault is sealed >&2; exit 3                                 | exit code 3: the vault is sealed
          exit 3                                                               | exit code 3
          echo SECRET                                                          | its output is not the JSON of credentials
          echo '"SECRET"'                                                      | its output is not the JSON of credentials
          true                                                                 | its output is not the JSON of credentials
          echo '{"AccessKeyId": "A", "SecretAccessKey": "SECRET"}'             | its output has no "Version" of 1
          echo '{"Version": 2, "AccessKeyId": "A", "SecretAccessKey": "SECRET"}' | its output has no "Version" of 1
          echo '{"Version": 1, "SecretAccessKey": "SECRET"}'                   | its output has no "AccessKeyId"
          echo '{"Version": 1, "AccessKeyId": "A", "SecretAccessKey": null}'   | its output has no "SecretAccessKey"
          echo '{"Version": 1, "AccessKeyId": "A", "SecretAccessKey": "SECRET", "SessionToken": "T", "Expiration": "soon"}' | its output has an "Expiration" that is not an ISO 8601 time
          """)
  void aProgramThatGivesNoCredentialsIsToldWithoutItsOutput(String script, String problem)
      throws Exception {
    Reason reason = reason(resolve(source(script, Duration.ofSeconds(30))));

    assertThat(reason.kind()).isEqualTo(ReasonKind.CREDENTIAL_PROCESS_FAILED);
    assertThat(reason.detail()).isEqualTo("vault: " + problem).doesNotContain("SECRET");
    assertThat(reason.fix()).isEqualTo("credential-process");
  }

  @Test
  void credentialsAreKeptUntilShortlyBeforeTheyExpire() throws Exception {
    Instant end = Instant.now().plusSeconds(600);
    ProcessCredentialSource source =
        source(
            json(", \"Expiration\": \"" + end.toString().replace("Z", "+00:00") + "\""),
            Duration.ofSeconds(30));

    assertThat(resolve(source))
        .isEqualTo(
            new Known<AwsCredentials>(
                AwsSessionCredentials.builder()
                    .accessKeyId("A")
                    .secretAccessKey("S")
                    .sessionToken("T")
                    .expirationTime(end)
                    .build()));
    resolve(source);
    assertThat(starts()).isEqualTo(1);
  }

  @Test
  void credentialsThatExpireSoonAreAskedForAgain() throws Exception {
    ProcessCredentialSource source =
        source(
            json(", \"Expiration\": \"" + Instant.now().plusSeconds(10) + "\""),
            Duration.ofSeconds(30));

    resolve(source);
    resolve(source);

    assertThat(starts()).isEqualTo(2);
  }

  @Test
  void credentialsWithoutAnEndAreKept() throws Exception {
    ProcessCredentialSource source = source(json(""), Duration.ofSeconds(30));

    resolve(source);
    resolve(source);

    assertThat(starts()).isEqualTo(1);
  }
}
