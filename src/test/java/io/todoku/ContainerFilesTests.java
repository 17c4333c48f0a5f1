package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
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
    assertThat(Files.readString(DIR.resolve("Dockerfile")).lines())
        .filteredOn(line -> line.startsWith("COPY ") && !line.contains("--from="))
        .isNotEmpty()
        .allMatch(line ->
            seen.stream().anyMatch(s -> s.startsWith("!") && line.contains(s.substring(1))));
    assertThat(DIR.resolve("healthy")).isExecutable();
  }
}
