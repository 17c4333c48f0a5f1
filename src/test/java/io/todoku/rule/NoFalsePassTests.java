package io.todoku.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whatever is taken out of sight, nothing becomes a pass by it, nothing becomes a failure, and
 * every unknown says why.
 */
class NoFalsePassTests {

  private static final JsonMapper MAPPER = new JsonMapper();

  @ParameterizedTest
  @ValueSource(strings = {"111111111111", "222222222222", "333333333333", "444444444444"})
  void nothingPassesByNotBeingSeen(String sample) throws IOException {
    try (var context = new AnnotationConfigApplicationContext("io.todoku.rule")) {
      Judge judge = context.getBean(Judge.class);
      byte[] bytes = new ClassPathResource("sample/" + sample + ".json").getContentAsByteArray();
      Map<String, Verdict> before = verdicts(judge.judge(SnapshotFile.read(bytes)));
      int observations = observations(MAPPER.readTree(bytes)).size();

      assertThat(observations).isGreaterThan(10);
      IntStream.range(0, observations)
          .forEach(i -> {
            List<Finding> after = judge.judge(blinded(bytes, i));
            assertThat(after)
                .filteredOn(f -> f.verdict() == Verdict.PASS)
                .as("observation %s", i)
                .allSatisfy(f -> assertThat(f.evidence()).isNotEmpty())
                .extracting(f -> before.get(name(f)))
                .allMatch(Verdict.PASS::equals);
            assertThat(after)
                .filteredOn(f -> f.verdict() == Verdict.NOT_APPLICABLE)
                .as("excused for want of sight by observation %s", i)
                .allSatisfy(f ->
                    assertThat(before.getOrDefault(name(f), f.verdict()))
                        .as(f.toString())
                        .isEqualTo(f.verdict()));
            assertThat(after)
                .filteredOn(f -> f.verdict() == Verdict.UNKNOWN)
                .allSatisfy(f -> assertThat(f.unknown()).isNotNull());
          });
    }
  }

  private static Snapshot blinded(byte[] bytes, int index) {
    JsonNode tree = MAPPER.readTree(bytes);
    ObjectNode observation = observations(tree).get(index);
    observation.removeAll();
    observation.put("observed", "unknown");
    ObjectNode reason = observation.putObject("reason");
    reason.put("cause", "DENIED").put("source", "test").put("detail", "blinded").putNull("fix");
    return SnapshotFile.read(MAPPER.writeValueAsBytes(tree));
  }

  private static List<ObjectNode> observations(JsonNode tree) {
    List<ObjectNode> found = new ArrayList<>();
    if (tree instanceof ObjectNode object
        && object.has("observed")
        && object.get("observed").asString().equals("known")) {
      found.add(object);
    }
    tree.forEach(child -> found.addAll(observations(child)));
    return found;
  }

  private static Map<String, Verdict> verdicts(List<Finding> findings) {
    return findings.stream()
        .collect(Collectors.toMap(NoFalsePassTests::name, Finding::verdict, (a, b) -> b));
  }

  private static String name(Finding finding) {
    String address = finding.resource().address();
    return finding.rule() + " " + (address == null ? finding.resource().key() : address);
  }
}
