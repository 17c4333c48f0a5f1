package io.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.todoku.checklist.ChecklistDocument;
import io.todoku.runbook.plan.Plan;
import io.todoku.runbook.plan.StepDecision;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotFile;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The published schemas are those of the records, and hold for what is written and read. {@code
 * -Dtodoku.rewrite-schemas=true} writes them anew.
 */
class PublishedSchemaTests {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static final Path PACKED = Path.of("src/main/resources/schemas");
  private static final Path DOCUMENTED = Path.of("docs/schemas");

  private static final RecordTexts SOURCES = new RecordTexts();

  @TempDir Path dir;

  /** Files of older releases lack what has been added since. */
  private static boolean mayBeAbsent(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class)
        || SOURCES.hasDefault(component.getDeclaringRecord(), component.getName());
  }

  private static String generate(SchemaCommand.PublishedSchema schema) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    document.put("$id", "urn:todoku:schema:" + schema.id());
    switch (schema) {
      case SNAPSHOT -> addSnapshot(document);
      case CHECKLIST -> addChecklist(document);
      case PLAN -> addPlan(document);
    }
    return JSON.writeValueAsString(document) + "\n";
  }

  private static void addSnapshot(Map<String, Object> document) {
    addSnapshot(
        document,
        new SchemaGenerator(UnaryOperator.identity(), PublishedSchemaTests::mayBeAbsent, false));
  }

  private static void addSnapshot(Map<String, Object> document, SchemaGenerator generator) {
    document.put("title", "A snapshot of Todoku, form " + Snapshot.VERSION);
    document.putAll(generator.reference(Snapshot.class));
    document.put("$defs", generator.definitions());
  }

  private static void addChecklist(Map<String, Object> document) {
    SchemaGenerator generator =
        new SchemaGenerator(UnaryOperator.identity(), component -> false, false);
    Map<String, Object> one = generator.reference(ChecklistDocument.class);
    document.put("title", "A checklist of Todoku, or several together");
    Map<String, Object> several = new LinkedHashMap<>();
    several.put("type", "object");
    several.put("required", List.of("checklists"));
    several.put(
        "properties", Map.of("checklists", SchemaGenerator.ordered("type", "array", "items", one)));
    document.put("oneOf", List.of(one, several));
    document.put("$defs", generator.definitions());
  }

  private static void addPlan(Map<String, Object> document) {
    SchemaGenerator generator =
        new SchemaGenerator(
            name -> name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT),
            component ->
                !Set.of(
                            "domain", "old", "target", "account", "region", "step", "by", "at",
                            "note", "address")
                        .contains(component.getName())
                    || component.getAnnotatedType().isAnnotationPresent(Nullable.class),
            true);
    Map<String, Object> confirmations =
        SchemaGenerator.ordered("type", "array", "items", generator.reference(StepDecision.class));
    var _ = generator.reference(Plan.class);
    @SuppressWarnings("unchecked")
    Map<String, Object> plan = (Map<String, Object>) generator.definitions().remove("Plan");
    @SuppressWarnings("unchecked")
    Map<String, Object> properties = (Map<String, Object>) plan.get("properties");
    properties.put("strategy", properties.get("way"));
    properties.put("confirmations", confirmations);
    properties.put("words", confirmations);
    document.put("title", "A plan of Todoku to move a mail server, as YAML or JSON");
    document.putAll(plan);
    document.put(
        "anyOf",
        List.of(Map.of("required", List.of("way")), Map.of("required", List.of("strategy"))));
    document.put("$defs", generator.definitions());
  }

  @ParameterizedTest
  @EnumSource
  void theSchemaIsThatOfTheRecords(SchemaCommand.PublishedSchema schema) throws IOException {
    String generated = generate(schema);
    for (Path folder : List.of(PACKED, DOCUMENTED)) {
      Path file = folder.resolve(schema.fileName());
      if (Boolean.getBoolean("todoku.rewrite-schemas")) {
        Files.createDirectories(folder);
        Files.writeString(file, generated);
      }
      assertThat(file)
          .as("-Dtodoku.rewrite-schemas=true writes it anew")
          .content()
          .isEqualTo(generated);
    }
    assertThat(CommandRunner.todoku("schema", schema.id()).out()).isEqualTo(generated);
  }

  private static List<String> problems(SchemaCommand.PublishedSchema schema, String json)
      throws IOException {
    Schema checked =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(PACKED.resolve(schema.fileName())));
    return checked
        .validate(
            json,
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(Object::toString)
        .toList();
  }

  static List<Path> snapshots() throws IOException {
    List<Path> all = new ArrayList<>();
    for (String folder :
        List.of(
            "src/main/resources/sample",
            "src/test/resources/cases",
            "src/test/resources/compatibility")) {
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        files
            .filter(file -> file.toString().endsWith(".json"))
            .filter(file -> !file.toString().contains("checklists"))
            .sorted()
            .forEach(all::add);
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("snapshots")
  void everySnapshotOfTheTestsIsValid(Path file) throws IOException {
    assertThat(problems(SchemaCommand.PublishedSchema.SNAPSHOT, Files.readString(file))).isEmpty();
  }

  /** Nothing is written that the schema does not name, and nothing is left out. */
  @ParameterizedTest
  @MethodSource("snapshots")
  void whatIsWrittenIsExactlyWhatTheSchemaNames(Path file) throws IOException {
    Map<String, Object> exact = new LinkedHashMap<>();
    addSnapshot(exact, new SchemaGenerator(UnaryOperator.identity(), component -> false, true));
    String written =
        new String(SnapshotFile.write(SnapshotFile.read(file)), StandardCharsets.UTF_8);

    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(JSON.writeValueAsString(exact))
                .validate(written, InputFormat.JSON))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("snapshots")
  void itsChecklistIsValid(Path file) throws IOException {
    String json =
        CommandRunner.todoku(
                "judge",
                file.toString(),
                "--format",
                "json",
                "--rule",
                "ptr-exists",
                "--rule",
                "no-open-relay",
                "--rule",
                "send-limit-removed")
            .out();
    assertThat(problems(SchemaCommand.PublishedSchema.CHECKLIST, json)).isEmpty();
  }

  @Test
  void mutatedSnapshotsAreRefused() throws IOException {
    JsonNode snapshot =
        JSON.readTree(Path.of("src/main/resources/sample/222222222222.json").toFile());
    for (String path :
        List.of(
            "/account",
            "/startedAt",
            "/regions",
            "/account/environment",
            "/regions/value/0/name",
            "/lookups/0/answer")) {
      JsonNode copy = snapshot.deepCopy();
      int slash = path.lastIndexOf('/');
      ((ObjectNode) copy.at(path.substring(0, slash))).remove(path.substring(slash + 1));
      assertThat(problems(SchemaCommand.PublishedSchema.SNAPSHOT, copy.toString()))
          .as(path)
          .isNotEmpty();
    }
    JsonNode unknown = snapshot.deepCopy();
    ((ObjectNode) unknown.at("/account")).put("environment", "elsewhere");
    assertThat(problems(SchemaCommand.PublishedSchema.SNAPSHOT, unknown.toString())).isNotEmpty();
    JsonNode time = snapshot.deepCopy();
    ((ObjectNode) time).put("startedAt", "yesterday");
    assertThat(problems(SchemaCommand.PublishedSchema.SNAPSHOT, time.toString())).isNotEmpty();
  }

  @Test
  void mutatedChecklistsAreRefused() throws Exception {
    JsonNode lists =
        JSON.readTree(
            CommandRunner.todoku(
                    "judge",
                    CommandRunner.sample("222222222222", dir).toString(),
                    "--format",
                    "json")
                .out());
    assertThat(problems(SchemaCommand.PublishedSchema.CHECKLIST, lists.toString())).isEmpty();
    assertThat(
            problems(SchemaCommand.PublishedSchema.CHECKLIST, lists.at("/checklists/0").toString()))
        .isEmpty();
    for (String field : List.of("verdict", "resource", "evidence", "level")) {
      JsonNode copy = lists.deepCopy();
      ((ObjectNode) copy.at("/checklists/0/items/0")).remove(field);
      assertThat(problems(SchemaCommand.PublishedSchema.CHECKLIST, copy.toString()))
          .as(field)
          .isNotEmpty();
    }
    ((ObjectNode) lists.at("/checklists/0/items/0")).put("verdict", "MAYBE");
    assertThat(problems(SchemaCommand.PublishedSchema.CHECKLIST, lists.toString())).isNotEmpty();
  }

  @Test
  void plansOfTheDocumentsAreValidAndMutatedOnesAreRefused() throws IOException {
    List<String> plans =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("docs/runbooks.md")))
            .results()
            .map(block -> block.group(1))
            .filter(text -> text.contains("way:") || text.contains("strategy:"))
            .toList();
    assertThat(plans).isNotEmpty();
    for (String plan : plans) {
      String json = JSON.writeValueAsString(new Yaml().<Object>load(plan));
      assertThat(problems(SchemaCommand.PublishedSchema.PLAN, json)).as(plan).isEmpty();
      ObjectNode tree = (ObjectNode) JSON.readTree(json);
      for (String field : List.of("domain", "old", "target")) {
        ObjectNode copy = tree.deepCopy();
        copy.remove(field);
        assertThat(problems(SchemaCommand.PublishedSchema.PLAN, copy.toString()))
            .as(field)
            .isNotEmpty();
      }
      ObjectNode way = tree.deepCopy();
      way.remove("strategy");
      assertThat(
              problems(SchemaCommand.PublishedSchema.PLAN, way.put("way", "by-magic").toString()))
          .isNotEmpty();
      assertThat(problems(SchemaCommand.PublishedSchema.PLAN, tree.put("colour", "red").toString()))
          .isNotEmpty();
    }
  }
}
