package io.todoku;

import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** An account of which every text that a stranger or a user can choose is an attack. */
final class HostileWorld {

  static final String ACCOUNT = "666666666666";

  /** Of Cyrillic letters. */
  static final String LOOK_ALIKE = "раураӏ";

  /** Without control characters and as long as a name may be. */
  static final String NAME =
      "=1+1 <img src=x onerror=alert(1)>\"'><script>alert(2)</script> ${7*7} [[${7*7}]] {{7*7}}"
          + " \u202e\u2066 "
          + LOOK_ALIKE;

  /** What a text of a snapshot may hold, in which control characters are refused. */
  static final String TEXT =
      NAME
          + " javascript:alert(3) <a href=//evil.example onmouseover=alert(4)>x</a>"
          + " <link rel=stylesheet href=https://evil.example/x.css> "
          + "w".repeat(200);

  /** As long as a text of a snapshot may be. */
  private static final String LONG_TEXT = TEXT + "w".repeat(4300);

  /** Fields of which there are few. */
  private static final Set<String> LONG = Set.of("Name", "greeting", "note");

  /** The fields of a snapshot that hold what others chose, and nothing depends on. */
  private static final Set<String> FREE =
      Set.of(
          "Name",
          "greeting",
          "ehlo",
          "text",
          "subject",
          "issuer",
          "description",
          "engine",
          "cipher",
          "note",
          "by",
          "caseId",
          "detail",
          "extensions");

  private HostileWorld() {}

  /** The second account of the sample, with the attack at each text. */
  static byte[] file() throws IOException {
    JsonMapper json = new JsonMapper();
    String sample =
        new ClassPathResource("sample/222222222222.json")
            .getContentAsString(StandardCharsets.UTF_8)
            .replace("222222222222", ACCOUNT);
    JsonNode tree = json.readTree(sample);
    attack(tree);
    ObjectNode account = (ObjectNode) tree.get("account");
    account.put("name", NAME).put("client", client());
    return json.writeValueAsBytes(tree);
  }

  static Snapshot snapshot() throws IOException {
    return SnapshotFile.read(file());
  }

  static String client() {
    return "Own " + NAME;
  }

  private static void attack(JsonNode tree) {
    switch (tree) {
      case ObjectNode object ->
          object
              .properties()
              .forEach(field -> {
                if (!FREE.contains(field.getKey())) {
                  attack(field.getValue());
                } else if (field.getValue() instanceof StringNode text) {
                  object.put(
                      field.getKey(),
                      text.asString() + " " + (LONG.contains(field.getKey()) ? LONG_TEXT : TEXT));
                } else if (field.getValue() instanceof ArrayNode texts) {
                  texts.add(TEXT);
                }
              });
      case ArrayNode array -> array.forEach(HostileWorld::attack);
      default -> {}
    }
  }
}
