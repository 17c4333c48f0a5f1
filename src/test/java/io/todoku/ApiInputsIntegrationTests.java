package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every operation of the API refuses what it does not know, and names what it takes. The operations
 * and their inputs are those of the API description.
 */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:inputs;DB_CLOSE_DELAY=-1")
class ApiInputsIntegrationTests extends ApiFixture {

  /** Words that a caller understands only with the source of Todoku or of Spring. */
  private static final List<String> INTERNALS =
      List.of(
          "io.todoku",
          "org.springframework",
          "java.",
          "tools.jackson",
          "Exception",
          "Failed to convert",
          "JSON parse error",
          "Required parameter",
          "Required request body");

  private record Operation(String path, String method, JsonNode described) {

    String filledPath() {
      return path.substring("/api/v1".length())
          .replace("accounts/{id}", "accounts/999999999999")
          .replaceAll("\\{[a-zA-Z]+}", "00000000-0000-0000-0000-000000000001");
    }

    Stream<JsonNode> parameters(String where) {
      return described
          .path("parameters")
          .valueStream()
          .filter(parameter -> parameter.get("in").asString().equals(where));
    }

    boolean hasJsonBody() {
      return described.at("/requestBody/content").has("application/json")
          && !path.equals("/api/v1/snapshots"); // a file, read by its own rules
    }

    JsonNode bodySchema() {
      return described.at("/requestBody/content/application~1json/schema");
    }

    /** One object, or a list of this one where the operation takes a list. */
    String inBody(String object) {
      return bodySchema().path("type").asString("").equals("array") ? "[" + object + "]" : object;
    }

    @Override
    public String toString() {
      return method.toUpperCase(Locale.ROOT) + " " + path;
    }
  }

  private static List<Operation> operations(JsonNode description) {
    List<Operation> all = new ArrayList<>();
    description
        .get("paths")
        .propertyStream()
        .forEach(path ->
            path.getValue()
                .propertyStream()
                .forEach(
                    one -> all.add(new Operation(path.getKey(), one.getKey(), one.getValue()))));
    assertThat(all).hasSizeGreaterThan(40);
    return all;
  }

  private JsonResponse send(Operation operation, String query, String body) throws Exception {
    return call(operation.method().toUpperCase(Locale.ROOT), operation.filledPath() + query, body);
  }

  @Test
  void aParameterThatAnOperationDoesNotReadIsNamedWithThoseItReads() throws Exception {
    for (Operation operation : operations(apiDescription())) {
      JsonResponse refused =
          send(operation, "?colour=red", operation.hasJsonBody() ? operation.inBody("{}") : null);

      assertNames(
          operation,
          refused,
          "/problems/unknown-parameter",
          operation.parameters("query").map(known -> known.get("name").asString()).toList());
    }
  }

  @Test
  void aFieldThatAnOperationDoesNotReadIsNamedWithThoseItReads() throws Exception {
    JsonNode description = apiDescription();
    for (Operation operation : operations(description)) {
      if (!operation.hasJsonBody()) {
        continue;
      }
      JsonResponse refused = send(operation, "", operation.inBody(with("colour", body(operation))));

      assertNames(
          operation,
          refused,
          "/problems/unknown-field",
          properties(description, operation)
              .propertyStream()
              .filter(property -> !property.getValue().path("readOnly").asBoolean(false))
              .map(Map.Entry::getKey)
              .toList());
    }
  }

  @Test
  void everyFieldOfABodySaysWhatItIs() throws Exception {
    JsonNode description = apiDescription();
    for (Operation operation : operations(description)) {
      if (operation.hasJsonBody() && !operation.path().endsWith("/watch")) {
        assertThat(properties(description, operation).propertyStream())
            .filteredOn(property -> !property.getValue().path("readOnly").asBoolean(false))
            .as(operation.toString())
            .allSatisfy(property ->
                assertThat(property.getValue().path("description").asString(""))
                    .as(property.getKey())
                    .isNotEmpty());
      }
    }
    JsonNode waiver = description.at("/components/schemas/WaiverRequest");
    assertThat(waiver.get("required").valueStream().map(JsonNode::asString))
        .containsExactlyInAnyOrder("rule", "resource", "reason", "expires");
    assertThat(waiver.at("/properties/reason/maxLength").asInt()).isEqualTo(2000);
    assertThat(waiver.at("/properties/expires/format").asString()).isEqualTo("date");
    assertThat(description.at("/components/schemas/AttestationForm/required").toString())
        .contains("rule", "state", "date");
  }

  /** A row for a field that is not there any more would describe nothing. */
  @Test
  void everyDescriptionOfAFieldHasItsField() throws Exception {
    JsonNode schemas = apiDescription().at("/components/schemas");

    assertThat(Files.readAllLines(Path.of("src/main/resources/openapi/fields.txt")))
        .hasSizeGreaterThan(50)
        .allSatisfy(row -> {
          String[] field = row.replaceFirst(" .*", "").split("\\.", 2);
          assertThat(schemas.path(field[0]).path("properties").has(field[1])).as(row).isTrue();
        });
  }

  private static void assertNames(
      Operation operation, JsonResponse refused, String type, List<String> known) {
    assertThat(refused.status()).as(operation + refused.response().body()).isEqualTo(400);
    assertThat(refused.json().get("type").asString()).as(operation.toString()).isEqualTo(type);
    assertThat(List.of(refused.json().get("detail").asString().split("[^\\w-]+")))
        .as(operation.toString())
        .contains("colour")
        .containsAll(known);
  }

  /** What is required is looked at before what is too much. */
  private static String body(Operation operation) {
    if (operation.path().endsWith("/watch")) {
      return "{\"watched\":true}";
    }
    return operation.path().matches("/api/v1/runbooks(/\\{id})?")
        ? """
        {"name":"Move","way":"same-address","domain":"example.com","dkimSelectors":[],
         "old":{"name":"mail.example.com","address":"192.0.2.7"},
         "target":{"account":"111111111111","region":"ap-northeast-1"},
         "first":{"name":"mail.example.com"}}\
        """
        : "{}";
  }

  private static String with(String field, String body) {
    ObjectNode object = (ObjectNode) new JsonMapper().readTree(body);
    return object.put(field, "red").toString();
  }

  @Test
  void noWrongParameterIsAnsweredWithInternals() throws Exception {
    List<String> told = new ArrayList<>();
    for (Operation operation : operations(apiDescription())) {
      String body = operation.hasJsonBody() ? operation.inBody("{}") : null;
      for (String wrong : List.of("wrong", "", "-1", "{}", "99999999999999999999", "%00", "true")) {
        for (JsonNode parameter : operation.parameters("query").toList()) {
          String query = "?" + parameter.get("name").asString() + "=" + encode(wrong);
          check(operation + query, send(operation, query, body), told::add);
        }
        if (operation.path().contains("{") && !wrong.isEmpty() && !wrong.equals("%00")) {
          String path =
              operation
                  .path()
                  .substring("/api/v1".length())
                  .replaceAll("\\{[a-zA-Z]+}", encode(wrong));
          check(
              operation + wrong,
              call(operation.method().toUpperCase(Locale.ROOT), path, body),
              told::add);
        }
      }
    }
    assertThat(told).isEmpty();
  }

  @Test
  void noWrongFieldIsAnsweredWithInternals() throws Exception {
    JsonNode description = apiDescription();
    List<String> told = new ArrayList<>();
    for (Operation operation : operations(description)) {
      if (!operation.hasJsonBody()) {
        continue;
      }
      for (String body : List.of("", "null", "[]", "1", "\"text\"", "{", "{\"a\"}", "\u0000")) {
        check(operation + body, send(operation, "", body), told::add);
      }
      for (String field : properties(description, operation).propertyNames()) {
        for (String wrong :
            List.of("null", "true", "-1", "1e400", "\"wrong\"", "[]", "[null]", "[{}]", "{}")) {
          String body =
              operation.inBody(
                  "{" + JsonNodeFactory.instance.stringNode(field) + ":" + wrong + "}");
          check(operation + body, send(operation, "", body), told::add);
        }
      }
    }
    assertThat(told).isEmpty();
  }

  @Test
  void theAllowedValuesAreNamed() throws Exception {
    Map<String, String> sent =
        Map.of(
            "{\"name\":\"x\",\"role\":\"KING\",\"days\":7}", "VIEWER, OPERATOR, ADMINISTRATOR",
            "{\"name\":\"x\",\"role\":\"VIEWER\",\"days\":\"many\"}", "a whole number",
            "{\"name\":\"x\",\"everyClient\":\"yes\"}", "true or false",
            "{\"name\":[],\"role\":\"VIEWER\"}", "a text",
            "{\"clients\":{}}", "a list");
    for (Map.Entry<String, String> one : sent.entrySet()) {
      JsonResponse refused = call("POST", "/tokens", one.getKey());

      assertProblem(refused, 400);
      assertThat(refused.json().get("type").asString()).isEqualTo("/problems/invalid-value");
      assertThat(refused.json().get("detail").asString()).contains(one.getValue());
    }
    assertThat(get("/scans/today").json().get("detail").asString())
        .isEqualTo("\"id\" must be a UUID such as 3f2504e0-4f89-41d3-9a0c-0305e82c3301");
    JsonResponse missing = get("/search");
    assertThat(missing.json().get("type").asString()).isEqualTo("/problems/missing-parameter");
    assertThat(missing.json().get("detail").asString()).isEqualTo("the parameter \"q\" is missing");
  }

  /** Texts of which any may be right. */
  private static final Set<String> FREE_TEXTS =
      Set.of(
          "account",
          "accounts",
          "actor",
          "address",
          "cause",
          "client",
          "fileName",
          "note",
          "orgId",
          "path",
          "permissionsBoundary",
          "principal",
          "q",
          "resource",
          "roleName",
          "rule",
          "thing",
          "to");

  /** An empty list would tell that there is none. */
  @Test
  void aFilterThatDoesNotKnowAValueNamesThoseThatItKnows() throws Exception {
    int filters = 0;
    String plan =
        body(new Operation("/api/v1/runbooks", "post", NullNode.instance))
            .replace("111111111111", "999999999999");
    String runbook = call("POST", "/runbooks", plan).json().get("id").asString();
    for (Operation operation : operations(apiDescription())) {
      for (JsonNode parameter : operation.parameters("query").toList()) {
        String name = parameter.get("name").asString();
        JsonNode schema = parameter.get("schema");
        if (!operation.method().equals("get")
            || !schema.path("type").asString("").equals("string")
            || schema.has("format")
            || FREE_TEXTS.contains(name)) {
          continue;
        }
        filters++;
        String path =
            operation.path().startsWith("/api/v1/runbooks/{id}")
                ? operation.path().replace("/api/v1", "").replace("{id}", runbook)
                : operation.filledPath();
        String query =
            (operation.path().equals("/api/v1/report") ? "?account=999999999999&" : "?") + name;
        JsonResponse refused = get(path + query + "=nonsense.x");
        assertThat(refused.status())
            .as(operation + " " + name + " " + refused.response().body())
            .isEqualTo(400);
        assertThat(refused.json().get("type").asString()).isEqualTo("/problems/invalid-value");
        String told = refused.json().get("detail").asString();
        assertThat(told).contains(name);
        assertThat(schema.path("enum").valueStream().map(JsonNode::asString))
            .as(told)
            .allMatch(told::contains);
        for (JsonNode known : schema.path("enum")) {
          JsonResponse answer = get(path + query + "=" + known.asString());
          assertThat(answer.status()).as(operation + " " + known).isNotEqualTo(400);
        }
      }
    }
    assertThat(filters).isGreaterThan(10);
  }

  @Test
  void actionsOfTheAuditLogAreNamedByTheirKindsAndThenOneByOne() throws Exception {
    assertThat(get("/audit?action=waver.add").json().get("detail").asString())
        .contains("waiver.add", "account, ", "channel, ");
    assertThat(get("/audit?action=waiver.nonsense").json().get("detail").asString())
        .contains("waiver.add, ", "waiver.revoke")
        .doesNotContain("channel");
    assertThat(get("/audit?action=waiver").status()).isEqualTo(200);
    assertThat(get("/audit?action=token.use").status()).isEqualTo(200);
  }

  private static void check(String request, JsonResponse answer, Consumer<String> told) {
    String body = answer.response().body();
    if (answer.status() >= 500) {
      told.accept(request + ": " + answer.status());
    }
    if (answer.status() < 400) {
      return;
    }
    INTERNALS.stream()
        .filter(body::contains)
        .forEach(word -> told.accept(request + " tells " + word + ": " + body));
    String type = answer.json().path("type").asString("");
    if (!type.startsWith("/problems/")) {
      told.accept(request + " has the type " + type);
    }
  }

  private static JsonNode properties(JsonNode description, Operation operation) {
    JsonNode body = operation.bodySchema();
    JsonNode schema = body.has("items") ? body.get("items") : body;
    return schema.has("$ref")
        ? description.at(schema.get("$ref").asString().substring(1)).path("properties")
        : schema.path("properties");
  }

  private static String encode(String value) {
    return value.startsWith("%") ? value : URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
