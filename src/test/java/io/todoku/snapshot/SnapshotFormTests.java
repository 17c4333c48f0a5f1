package io.todoku.snapshot;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file of a snapshot is a public form: other programs and later releases read it. A name that
 * leaves the kept list breaks them; a name that is added belongs into the list ({@code
 * -Dtodoku.rewrite-snapshot-form=true} writes it).
 */
class SnapshotFormTests {

  private static final String FILES = "/compatibility/";

  private static final JsonMapper JSON = new JsonMapper();

  private static byte[] file(String name) throws IOException {
    try (InputStream in = SnapshotFormTests.class.getResourceAsStream(FILES + name)) {
      return in.readAllBytes();
    }
  }

  /**
   * The constants of enums by the path of each field; of other fields the path alone. What a {@link
   * Reason} holds is listed once, because it is the same everywhere.
   */
  private static void collect(JsonNode node, String path, Map<String, TreeSet<String>> fields) {
    TreeSet<String> constants = fields.computeIfAbsent(path, _ -> new TreeSet<>());
    if (node.isString() && node.asString().matches("[A-Z][A-Z0-9_]+|[a-z]+")) {
      constants.add(node.asString());
      constants.remove(FilledRecords.TEXT);
    }
    String parent = node.has("cause") ? "reason" : path;
    node.forEachEntry((name, child) -> collect(child, parent + "." + name, fields));
    if (node.isArray()) {
      node.forEach(child -> collect(child, path + "[]", fields));
    }
  }

  @Test
  void everyFieldAndConstantHasItsKeptName() throws IOException {
    Map<String, TreeSet<String>> fields = new TreeMap<>();
    for (int constant = 0; constant < ReasonKind.values().length; constant++) {
      for (boolean known : List.of(true, false)) {
        Snapshot snapshot = new FilledRecords(constant, known).snapshot();
        collect(JSON.readTree(SnapshotFile.write(snapshot)), "snapshot", fields);
      }
    }

    String lines =
        fields.entrySet().stream()
            .map(field -> (field.getKey() + " " + String.join(" ", field.getValue())).strip())
            .collect(joining("\n", "", "\n"));
    if (Boolean.getBoolean("todoku.rewrite-snapshot-form")) {
      Files.writeString(Path.of("src/test/resources/compatibility/snapshot-form-1.txt"), lines);
    }
    assertThat(lines).isEqualTo(new String(file("snapshot-form-1.txt"), StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyFieldIsReadFromTheNameItIsWrittenWith(boolean known) {
    Snapshot snapshot = new FilledRecords(1, known).snapshot();

    assertThat(SnapshotFile.readPart(SnapshotFile.write(snapshot), Snapshot.class))
        .isEqualTo(snapshot);
  }

  @ParameterizedTest
  @ValueSource(strings = {"333333333333", "444444444444"})
  void aFileOfAnEarlierReleaseIsWrittenAgainWithAllItHad(String account) throws IOException {
    byte[] earlier = file("before-0.1.0.snapshot-" + account + ".json");

    byte[] again = SnapshotFile.write(SnapshotFile.read(earlier));

    assertContains(JSON.readTree(again), JSON.readTree(earlier), "snapshot");
  }

  /** Later releases add fields; what an earlier one wrote stays. */
  private static void assertContains(JsonNode whole, JsonNode part, String path) {
    if (part.isObject()) {
      part.forEachEntry((name, child) -> {
        assertThat(whole.has(name)).as(path + "." + name).isTrue();
        assertContains(whole.get(name), child, path + "." + name);
      });
    } else if (part.isArray()) {
      assertThat(whole.size()).as(path).isEqualTo(part.size());
      for (int i = 0; i < part.size(); i++) {
        assertContains(whole.get(i), part.get(i), path + "[" + i + "]");
      }
    } else {
      assertThat(whole).as(path).isEqualTo(part);
    }
  }
}
