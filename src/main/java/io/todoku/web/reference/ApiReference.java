package io.todoku.web.reference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The description of the API, read for people.
 *
 * @param description an OpenAPI 3.1 document
 */
record ApiReference(JsonNode description) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

  /**
   * @param id as generated clients name it, {@code listAccounts}
   * @param method in capitals
   * @param path with variables in braces, {@code /api/v1/accounts/{id}}
   */
  record OperationEntry(String id, String group, String method, String path, String summary) {}

  record OperationGroup(String name, List<OperationEntry> operations) {}

  /**
   * @param code the HTTP status
   * @param type of the body in words; empty where it has none
   * @param mediaTypes of the body; empty where it has none
   */
  record ApiAnswer(
      String code,
      String description,
      String type,
      List<String> mediaTypes,
      List<ApiField> fields) {

    boolean isRefusal() {
      return code.startsWith("4") || code.startsWith("5");
    }
  }

  /**
   * @param request the method, address and body of an example, for a shell
   */
  record DescribedOperation(
      OperationEntry entry,
      List<ApiField> parameters,
      String bodyType,
      List<ApiField> body,
      List<ApiAnswer> answers,
      List<ApiAnswer> refusals,
      String request) {}

  /** All operations, by groups in alphabetical order. */
  List<OperationGroup> groups() {
    Map<String, List<OperationEntry>> groups = new TreeMap<>();
    for (OperationEntry entry : entries()) {
      groups.computeIfAbsent(entry.group(), _ -> new ArrayList<>()).add(entry);
    }
    return groups.entrySet().stream()
        .map(group -> new OperationGroup(group.getKey(), sorted(group.getValue())))
        .toList();
  }

  /** What reads a thing stands before what changes it. */
  private static List<OperationEntry> sorted(List<OperationEntry> entries) {
    return entries.stream()
        .sorted(
            Comparator.comparing(OperationEntry::path)
                .thenComparing(entry -> METHODS.indexOf(entry.method())))
        .toList();
  }

  private List<OperationEntry> entries() {
    List<OperationEntry> entries = new ArrayList<>();
    description
        .path("paths")
        .propertyStream()
        .forEach(path ->
            path.getValue()
                .propertyStream()
                .forEach(method ->
                    entries.add(
                        new OperationEntry(
                            method.getValue().path("operationId").asString(""),
                            method.getValue().path("tags").path(0).asString(""),
                            method.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            method.getValue().path("summary").asString("")))));
    return entries;
  }

  /**
   * @param address of this installation, {@code https://todoku.example.com}
   */
  Optional<DescribedOperation> find(String id, String address) {
    return entries().stream()
        .filter(entry -> entry.id().equals(id))
        .findFirst()
        .map(entry -> describe(entry, address));
  }

  private DescribedOperation describe(OperationEntry entry, String address) {
    JsonNode operation =
        description.path("paths").path(entry.path()).path(entry.method().toLowerCase(Locale.ROOT));
    List<ApiField> parameters =
        operation.path("parameters").valueStream().map(this::parameter).toList();
    @Nullable JsonNode schema = bodySchema(operation);
    List<ApiField> body = schema == null ? List.of() : SchemaFields.of(schema, schemas());
    List<ApiAnswer> answers = new ArrayList<>();
    operation
        .path("responses")
        .propertyStream()
        .forEach(answer -> answers.add(answer(answer.getKey(), answer.getValue())));
    return new DescribedOperation(
        entry,
        parameters,
        schema == null ? "" : SchemaFields.typeOf(schema, schemas()),
        body,
        answers.stream().filter(answer -> !answer.isRefusal()).toList(),
        answers.stream().filter(ApiAnswer::isRefusal).toList(),
        request(entry, address, schema == null ? null : body));
  }

  private JsonNode schemas() {
    return description.path("components").path("schemas");
  }

  private ApiField parameter(JsonNode parameter) {
    JsonNode schema = parameter.path("schema");
    JsonNode values = schema.has("items") ? schema.path("items").path("enum") : schema.path("enum");
    return new ApiField(
        parameter.path("name").asString(""),
        SchemaFields.typeOf(schema, schemas()),
        parameter.path("required").asBoolean(false),
        values.valueStream().map(JsonNode::asString).toList(),
        parameter.path("description").asString(""),
        parameter.path("example").asString(""));
  }

  private static @Nullable JsonNode bodySchema(JsonNode operation) {
    return operation
        .path("requestBody")
        .path("content")
        .valueStream()
        .findFirst()
        .map(content -> content.path("schema"))
        .orElse(null);
  }

  private ApiAnswer answer(String code, JsonNode answer) {
    JsonNode content = answer.path("content");
    JsonNode schema =
        content.valueStream().findFirst().map(one -> one.path("schema")).orElse(content);
    List<String> types = new ArrayList<>();
    content.propertyStream().forEach(one -> types.add(one.getKey()));
    return new ApiAnswer(
        code,
        answer.path("description").asString(""),
        types.isEmpty() || types.size() > 1 ? "" : SchemaFields.typeOf(schema, schemas()),
        types,
        SchemaFields.of(schema, schemas()));
  }

  private static String request(
      OperationEntry entry, String address, @Nullable List<ApiField> body) {
    StringBuilder request = new StringBuilder("curl");
    if (!entry.method().equals("GET")) {
      request.append(" -X ").append(entry.method());
    }
    request.append(" -H \"Authorization: Bearer $TODOKU_TOKEN\"");
    if (body != null) {
      request
          .append(" -H 'Content-Type: application/json' \\\n  -d '")
          .append(example(body).replace("'", "'\\''"))
          .append('\'');
    }
    return request.append(" \\\n  '").append(address).append(entry.path()).append('\'').toString();
  }

  /** With the fields of the first level that are required; with all where none is. */
  private static String example(List<ApiField> body) {
    List<ApiField> first =
        body.stream().filter(field -> !field.name().matches(".*[.\\[].*")).toList();
    List<ApiField> required = first.stream().filter(ApiField::required).toList();
    Map<String, Object> example = new LinkedHashMap<>();
    (required.isEmpty() ? first : required)
        .forEach(field -> example.put(field.name(), value(field)));
    return JSON.writeValueAsString(example);
  }

  private static Object value(ApiField field) {
    if (field.type().startsWith("list")) {
      return List.of();
    }
    if (field.type().startsWith("boolean")) {
      return true;
    }
    if (field.type().startsWith("integer")) {
      return 0;
    }
    if (field.type().startsWith("object")) {
      return Map.of();
    }
    return !field.example().isEmpty()
        ? field.example()
        : field.values().isEmpty() ? "…" : field.values().getFirst();
  }
}
