package io.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.Peers;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The scripts of the examples, run with commands that only write down how they are called. */
class ExampleScriptsTests {

  private static final String BASELINE = "s3://bucket/last/";

  @TempDir Path dir;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void commands() throws Exception {
    environment.put("BUCKET", "bucket");
    environment.put("ACCOUNT", "111111111111");
    environment.put("CONFIGURATION", "");
    String todoku =
        """
        while [ "$1" != collect ] && [ "$1" != judge ]; do shift; done
        echo "$*" >> calls.txt
        if [ "$1" = collect ]; then exit "$COLLECT"; fi
        if [ "$JUDGE" != 2 ]; then echo '[]' > findings.json; fi
        exit "$JUDGE"
        """;
    command("todoku", todoku);
    command("java", todoku);
    command("aws", "echo \"$*\" >> calls.txt\n");
  }

  private void command(String name, String script) throws Exception {
    Path file = Files.writeString(dir.resolve(name), "#!/bin/sh\n" + script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** The exit code; as GitHub and the task of ECS do, it ends at the first command that fails. */
  private int run(String script) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-euc", script)
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("log.txt").toFile());
    builder.environment().putAll(environment);
    builder
        .environment()
        .merge("PATH", dir.toString(), (old, own) -> own + File.pathSeparator + old);
    return builder.start().waitFor();
  }

  private List<String> calls() throws Exception {
    Path file = dir.resolve("calls.txt");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private static String step(String name) throws Exception {
    for (JsonNode step : ExampleFilesTests.tree("github-actions.yaml").at("/jobs/scan/steps")) {
      if (step.path("name").asString("").equals(name)) {
        return step.get("run").asString();
      }
    }
    throw new AssertionError("no step " + name);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "3, 0", "2, 2", "4, 4", "143, 143"})
  void anAccountThatCannotBeReadDoesNotKeepTheOthersFromBeingJudged(int collect, int exit)
      throws Exception {
    environment.put("COLLECT", String.valueOf(collect));

    assertThat(run(step("Collect"))).isEqualTo(exit);
  }

  @Test
  void onlyWhatWasJudgedAndReadIsTheNextBaseline() throws Exception {
    Peers.require(run("jq --version") == 0, "jq");
    CommandRunner.todoku(
        "judge",
        "--format",
        "sarif",
        "--output",
        dir.resolve("todoku.sarif").toString(),
        CommandRunner.sample("111111111111", dir).toString(),
        CommandRunner.unreadable("222222222222", dir).toString());

    assertThat(run(step("Make them the next baseline"))).isZero();

    assertThat(calls())
        .containsExactly("s3 cp snapshots/111111111111.json " + BASELINE + "111111111111.json");
  }

  @Test
  void nothingElseOfTheWorkflowWritesTheBaseline() throws Exception {
    List<String> writers = new ArrayList<>();
    for (JsonNode step : ExampleFilesTests.tree("github-actions.yaml").at("/jobs/scan/steps")) {
      if (step.path("run").asString("").matches("(?s).*\"s3://\\$BUCKET/last[^\\n]*\"\\n.*")) {
        writers.add(step.get("name").asString());
        assertThat(step.get("if").asString()).contains("hashFiles('todoku.sarif') != ''");
      }
    }
    assertThat(writers).containsExactly("Make them the next baseline");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, true, true",
    "0, 1, 1, true, true",
    "3, 3, 3, true, false",
    "2, 0, 2, false, false",
    "0, 2, 2, false, false"
  })
  void theTaskJudgesWhatWasCollectedAndKeepsTheBaselineOfAnAccountThatCouldNotBeRead(
      int collect, int judge, int exit, boolean told, boolean kept) throws Exception {
    environment.put("COLLECT", String.valueOf(collect));
    environment.put("JUDGE", String.valueOf(judge));
    String script =
        ExampleFilesTests.tree("eventbridge-ecs.yaml")
            .at("/Resources/Task/Properties/ContainerDefinitions/0/Command/0")
            .asString();

    assertThat(run(script.replace("cd /tmp\n", ""))).isEqualTo(exit);

    assertThat(calls().stream().anyMatch(call -> call.startsWith("s3 cp findings.json")))
        .isEqualTo(told);
    assertThat(calls().contains("s3 cp 111111111111.json " + BASELINE + "111111111111.json"))
        .isEqualTo(kept);
  }

  @Test
  void aTaskThatNeverBeganHasNoExitCodeAndIsToldToo() throws Exception {
    JsonNode exitCode =
        ExampleFilesTests.tree("eventbridge-ecs.yaml")
            .at("/Resources/Stopped/Properties/EventPattern/detail/containers/exitCode");

    assertThat(exitCode.toString()).isEqualTo("[{\"anything-but\":0},{\"exists\":false}]");
  }
}
