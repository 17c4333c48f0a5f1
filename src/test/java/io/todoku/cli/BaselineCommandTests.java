package io.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.cli.CommandRunner.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --baseline} and {@code --fail-on} as a user gives them. */
class BaselineCommandTests {

  @TempDir Path dir;
  private String now = "";
  private Path earlier = Path.of("");

  @BeforeEach
  void files() throws Exception {
    now = CommandRunner.sample("111111111111", dir).toString();
    earlier = Files.createDirectory(dir.resolve("earlier"));
    Files.copy(Path.of(now), earlier.resolve("111111111111.json"));
    CommandRunner.sample("222222222222", earlier);
  }

  @Test
  void nothingIsNewAgainstTheSameSnapshot() {
    CommandRun run =
        CommandRunner.todoku("judge", now, "--baseline", earlier.toString(), "--fail-on", "new");

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("NOT READY", "nothing is worse").doesNotContain("NEW ");
    assertThat(CommandRunner.todoku("judge", now, "--baseline", earlier.toString()).exit())
        .isEqualTo(1);
  }

  @Test
  void whatIsNewIsMarkedAndListed() throws Exception {
    Path better = earlier.resolve("111111111111.json");
    Files.writeString(better, Files.readString(better).replace("minato.example", "other.example"));

    CommandRun run =
        CommandRunner.todoku("judge", now, "--baseline", better.toString(), "--fail-on", "new");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("✕ NEW  DKIM keys", "FAIL  [dkim-published]  minato.example");
    CommandRun junit =
        CommandRunner.todoku(
            "judge", now, "--baseline", better.toString(), "--fail-on", "new", "--format", "junit");
    assertThat(junit.out()).contains("Not new, it was so in the baseline – FAIL: ");
    assertThat(junit.err()).contains("FAIL  [dkim-published]  minato.example");
  }

  /** The sample was collected on 18 November 2026. */
  @ParameterizedTest
  @CsvSource({"2026-11-17, 0", "2026-11-19, 1"})
  void theBaselineIsJudgedByWhatHadBeenDecidedThen(String day, int exit) throws Exception {
    Path decisions =
        Files.writeString(
            dir.resolve("decisions.yaml"),
            """
            accounts:
              - id: "111111111111"
                attestations:
                  - {rule: send-limit-removed, state: refused, author: mika, date: %s}
            """
                .formatted(day));

    CommandRun run =
        CommandRunner.todoku(
            "judge",
            now,
            "--decisions",
            decisions.toString(),
            "--baseline",
            earlier.toString(),
            "--fail-on",
            "new");

    assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(exit);
  }

  @Test
  void theBaselineOfAnotherAccountIsNone() {
    CommandRun run =
        CommandRunner.todoku(
            "judge",
            now,
            "--baseline",
            earlier.resolve("222222222222.json").toString(),
            "--fail-on",
            "new");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("There is no baseline of this account");
  }

  @Test
  void aBaselineComesByStandardInput() throws Exception {
    CommandRun run =
        CommandRunner.withInput(
            Files.readString(Path.of(now)), "judge", now, "--baseline", "-", "--fail-on", "new");

    assertThat(run.exit()).as(run.err()).isZero();
  }

  @Test
  void whatCannotBeComparedIsRefused() {
    assertThat(CommandRunner.todoku("judge", now, "--fail-on", "new").err())
        .contains("--fail-on new needs a --baseline");
    assertThat(CommandRunner.todoku("judge", now, "--fail-on", "old").exit()).isEqualTo(2);
    assertThat(CommandRunner.todoku("judge", now, "--baseline", "nowhere.json").err())
        .contains("there is no file nowhere.json");
    assertThat(
            CommandRunner.todoku("judge", now, "--baseline", earlier.toString(), "--baseline", now)
                .err())
        .contains("two of the baselines are of account 111111111111");
  }
}
