package io.todoku.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotFile;
import io.todoku.snapshot.SnapshotFormatException;
import io.todoku.snapshot.UnusableRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** No rule fails on a stored snapshot, whatever its texts are. */
class HostileSnapshotTests {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int TRIES = 60;
  private static final int CHANGES = 12;

  private static RuleEngine engine() {
    try (var context = new AnnotationConfigApplicationContext("io.todoku.rule")) {
      return new RuleEngine(List.copyOf(context.getBeansOfType(Rule.class).values()));
    }
  }

  /** Whether it is a text that may be any other, and no time and no word of a fixed set. */
  private static boolean isFree(JsonNode node) {
    return node instanceof StringNode && !node.asString().matches("[A-Z0-9_]+|\\d{4}-\\d\\d-.*");
  }

  /** Each place of a text in the tree, as what replaces it. */
  private static List<Consumer<String>> texts(JsonNode tree) {
    List<Consumer<String>> texts = new ArrayList<>();
    switch (tree) {
      case ObjectNode object ->
          object
              .properties()
              .forEach(field -> {
                if (isFree(field.getValue())) {
                  texts.add(text -> object.put(field.getKey(), text));
                }
                texts.addAll(texts(field.getValue()));
              });
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          int index = i;
          if (isFree(array.get(i))) {
            texts.add(text -> array.set(index, text));
          }
          texts.addAll(texts(array.get(i)));
        }
      }
      default -> {}
    }
    return texts;
  }

  private static @Nullable ReasonKind kindOf(Finding finding) {
    return finding.unknownReason() == null ? null : finding.unknownReason().kind();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not-an-address",
        "a b",
        "",
        ".",
        "..",
        "%",
        "=",
        ":",
        "::",
        "0/0",
        "1.2.3",
        "192.0.2.7",
        "2001:db8::1",
        "*",
        "\u202e",
        "[x]",
        "10",
        "\\",
        "v=spf1 redirect=%%"
      })
  void noRuleFailsOnAnyText(String hostile) throws Exception {
    byte[] sample = new ClassPathResource("sample/111111111111.json").getContentAsByteArray();
    RuleEngine engine = engine();
    Random random = new Random(7);
    int judged = 0;
    for (int tries = 0; tries < TRIES; tries++) {
      JsonNode tree = JSON.readTree(sample);
      List<Consumer<String>> texts = texts(tree);
      for (int i = 0; i < CHANGES; i++) {
        texts.get(random.nextInt(texts.size())).accept(hostile);
      }
      Snapshot snapshot;
      try {
        snapshot = UnusableRecords.hide(SnapshotFile.read(JSON.writeValueAsBytes(tree)), _ -> {});
      } catch (SnapshotFormatException refused) {
        continue;
      }
      judged++;
      assertThat(engine.judge(snapshot))
          .isNotEmpty()
          .allSatisfy(
              finding -> assertThat(kindOf(finding)).isNotEqualTo(ReasonKind.INTERNAL_ERROR));
    }
    assertThat(judged).isPositive();
  }
}
