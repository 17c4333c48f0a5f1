package io.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.CfnLint;
import io.todoku.peers.Peers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The examples are YAML, and their commands are ones that there are. */
class ExampleFilesTests {

  private static final Path EXAMPLES = Path.of("docs/examples");

  /** Reads the short forms of CloudFormation as what they hold. */
  private static final class TemplateConstructor extends SafeConstructor {

    TemplateConstructor() {
      super(new LoaderOptions());
      for (String form : List.of("!Ref", "!Sub", "!GetAtt")) {
        yamlConstructors.put(
            new Tag(form),
            new org.yaml.snakeyaml.constructor.AbstractConstruct() {
              @Override
              public Object construct(Node node) {
                return switch (node) {
                  case ScalarNode scalar -> Map.of(form, scalar.getValue());
                  case SequenceNode many -> Map.of(form, constructSequence(many));
                  case MappingNode map -> Map.of(form, constructMapping(map));
                  default -> throw new IllegalStateException(String.valueOf(node));
                };
              }
            });
      }
    }
  }

  private static Map<String, Object> load(String name) throws Exception {
    return new Yaml(new TemplateConstructor()).load(Files.readString(EXAMPLES.resolve(name)));
  }

  static JsonNode tree(String name) throws Exception {
    return new JsonMapper().valueToTree(load(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"github-actions.yaml", "eventbridge-ecs.yaml"})
  void theCommandsCanBeParsed(String name) throws Exception {
    List<String> commands =
        Files.readAllLines(EXAMPLES.resolve(name)).stream()
            .map(line -> line.strip().replaceFirst(" \\|\\| .*", ""))
            .filter(line -> line.matches("todoku [a-z]+ .*"))
            .toList();

    assertThat(commands).hasSizeGreaterThanOrEqualTo(2);
    for (String command : commands) {
      String whole =
          command.replace("\"$@\"", "a.json --config c --baseline b --decisions d --fail-on new");
      HelpTests.commandLine().parseArgs(HelpTests.words(whole));
    }
    load(name);
  }

  @Test
  void theOptionsThatAreSetBeforehandCanBeParsed() throws Exception {
    for (String name : List.of("github-actions.yaml", "eventbridge-ecs.yaml")) {
      Files.readAllLines(EXAMPLES.resolve(name)).stream()
          .map(line -> line.strip().replaceFirst("^if .*; then ", "").replaceFirst("; fi$", ""))
          .filter(line -> line.startsWith("set -- "))
          .map(line ->
              "todoku judge " + line.substring("set -- ".length()).replace("\"$@\"", "a.json"))
          .forEach(line -> HelpTests.commandLine().parseArgs(HelpTests.words(line)));
    }
  }

  @Test
  void theWorkflowHoldsNoKeyAndAsksForNoMoreThanItNeeds() throws Exception {
    assertThat(load("github-actions.yaml").get("permissions"))
        .isEqualTo(Map.of("id-token", "write", "contents", "read", "security-events", "write"));
    assertThat(Files.readString(EXAMPLES.resolve("github-actions.yaml"))).doesNotContain("AKIA");
  }

  @Test
  void cfnLintAcceptsTheTemplate(@TempDir Path dir) throws Exception {
    Peers.require(CfnLint.present(), "cfn-lint");

    Path template = EXAMPLES.resolve("eventbridge-ecs.yaml").toAbsolutePath();

    assertThat(CfnLint.lint(dir, List.of(template))).isEmpty();
  }
}
