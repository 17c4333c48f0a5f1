package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.collect.aws.CredentialProcess.Ended;
import io.todoku.collect.aws.CredentialProcess.Interrupted;
import io.todoku.collect.aws.CredentialProcess.NotStarted;
import io.todoku.collect.aws.CredentialProcess.Outcome;
import io.todoku.collect.aws.CredentialProcess.Stopped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CredentialProcessTests {

  @TempDir Path dir;

  private Outcome run(String script, Duration timeout) {
    return CredentialProcess.run(List.of("sh", "-c", "cd " + dir + "; " + script), timeout);
  }

  private Outcome run(String script) {
    return run(script, Duration.ofSeconds(30));
  }

  /** Writes its own process id and that of a child, and waits for ever. */
  private static final String WAITING =
      "echo 'Enter the PIN: ' >&2; sleep 600 & echo $! > child; echo $$ > own; wait";

  private void assertNothingRuns() throws Exception {
    for (String file : List.of("own", "child")) {
      long pid = Long.parseLong(Files.readString(dir.resolve(file)).strip());
      var process = ProcessHandle.of(pid);
      if (process.isPresent()) {
        process.get().onExit().get(10, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void aProgramThatWaitsIsStoppedWithWhatItHasStarted() throws Exception {
    Outcome outcome = run(WAITING, Duration.ofSeconds(2));

    assertThat(outcome).isEqualTo(new Stopped("Enter the PIN: \n"));
    assertNothingRuns();
  }

  @Test
  void aProgramIsStoppedWhereTheThreadIsInterrupted() throws Exception {
    AtomicReference<Outcome> outcome = new AtomicReference<>();
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              outcome.set(run(WAITING));
              assertThat(Thread.currentThread().isInterrupted()).isTrue();
            });
    while (!Files.exists(dir.resolve("own"))) {
      TimeUnit.MILLISECONDS.sleep(10);
    }

    thread.interrupt();
    thread.join();

    assertThat(outcome.get()).isEqualTo(new Interrupted());
    assertNothingRuns();
  }

  @Test
  void aProgramThatAsksForInputSeesItsEnd() {
    assertThat(run("read code || { echo 'nobody answers' >&2; exit 4; }"))
        .isEqualTo(new Ended(4, "", "nobody answers\n"));
  }

  @Test
  void moreOutputThanCredentialsNeedIsForgottenAndStopsNobody() {
    assertThat(run("head -c 1000000 /dev/zero; echo done >&2"))
        .isInstanceOfSatisfying(
            Ended.class,
            ended -> {
              assertThat(ended.exitCode()).isZero();
              assertThat(ended.output()).hasSize(64_000);
              assertThat(ended.errors()).isEqualTo("done\n");
            });
  }

  @Test
  void aShellThatIsNotThereIsTold() {
    assertThat(CredentialProcess.run(List.of("/no/such/shell"), Duration.ofSeconds(5)))
        .isInstanceOfSatisfying(
            NotStarted.class, failed -> assertThat(failed.problem()).contains("/no/such/shell"));
  }
}
