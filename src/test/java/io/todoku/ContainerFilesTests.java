package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** The container files agree with each other; that they run is checked by hand, see docker/. */
class ContainerFilesTests {

  private static final Path DIR = Path.of("docker");

  private static Map<?, ?> in(Map<?, ?> map, String key) {
    return (Map<?, ?>) map.get(key);
  }

  @Test
  void twoIdenticalNodesWaitForOneDatabase() throws IOException {
    Map<?, ?> services =
        in(new Yaml().load(Files.readString(DIR.resolve("compose.yaml"))), "services");

    assertThat(services.keySet()).isEqualTo(Set.of("db", "one", "two"));
    assertThat(in(services, "db").get("healthcheck")).isNotNull();
    for (String node : List.of("one", "two")) {
      Map<?, ?> service = in(services, node);
      assertThat(service.get("environment")).isEqualTo(in(services, "one").get("environment"));
      assertThat(in(in(service, "depends_on"), "db").get("condition")).isEqualTo("service_healthy");
      assertThat(service.get("ports").toString()).contains("127.0.0.1:").contains(":8080");
    }
    assertThat(in(services, "one").get("ports")).isNotEqualTo(in(services, "two").get("ports"));
  }

  @Test
  void containerFilesContainNoSecret() throws IOException {
    assertThat(Files.readString(DIR.resolve("compose.yaml")).lines())
        .filteredOn(line -> line.contains("PASSWORD:") || line.contains("TOKEN:"))
        .hasSize(3)
        .allMatch(line -> line.contains(": ${"));
    assertThat(Files.readString(DIR.resolve(".env.example")).lines())
        .filteredOn(line -> !line.startsWith("#"))
        .allMatch(line -> line.endsWith("="));
    assertThat(Files.readString(DIR.resolve(".gitignore")).lines()).contains(".env", "aws.env");
  }

  @Test
  void filesThatTheImageCopiesAreNotIgnored() throws IOException {
    List<String> seen = Files.readAllLines(DIR.resolve("Dockerfile.dockerignore"));
    assertThat(
            Files.readString(DIR.resolve("Dockerfile"))
                .lines()
                .filter(line -> line.startsWith("COPY ") && !line.contains("--from=")))
        .flatExtracting(line ->
            Stream.of(line.split(" ")).filter(word -> word.matches("(docker|target)/.+")).toList())
        .contains("target/todoku.jar", "docker/healthy", "docker/todoku")
        .allMatch(file -> seen.contains("!" + file));
    assertThat(DIR.resolve("healthy")).isExecutable();
  }

  /** With a {@code java} that prints what it is called with. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "           |                          | -Xmx512m",
        "HEAP=2g    |                          | -Xmx2g",
        "           | -Xmx1g                   |",
        "           | -XX:MaxRAMPercentage=75  |",
        "           | -Dx=y                    | -Xmx512m"
      })
  void theHeapOfTheImageIsBounded(
      @Nullable String heap, @Nullable String options, @Nullable String expected, @TempDir Path bin)
      throws Exception {
    Path java = Files.writeString(bin.resolve("java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    ProcessBuilder start =
        new ProcessBuilder(DIR.resolve("todoku").toString(), "rules", "--lang", "ja");
    start.environment().keySet().removeAll(List.of("HEAP", "JAVA_TOOL_OPTIONS"));
    start.environment().merge("PATH", bin.toString(), (path, first) -> first + ":" + path);
    if (heap != null) {
      start.environment().put("HEAP", heap.substring("HEAP=".length()));
    }
    if (options != null) {
      start.environment().put("JAVA_TOOL_OPTIONS", options);
    }

    Process process = start.redirectErrorStream(true).start();

    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
        .filteredOn(line -> line.startsWith("-Xmx"))
        .isEqualTo(expected == null ? List.of() : List.of(expected));
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void whatTheEntryPointPassesOnIsACommand() throws IOException {
    assertThat(Files.readString(DIR.resolve("Dockerfile"))).contains("ENTRYPOINT [\"todoku\"]");
    assertThat(Files.readString(DIR.resolve("todoku")))
        .contains("-jar /opt/todoku/todoku.jar \"$@\"");
  }
}
