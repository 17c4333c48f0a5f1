package io.todoku.web.reference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;

/**
 * The description of the API, read for people.
 *
 * @param description an OpenAPI 3.1 document
 */
record ApiReference(JsonNode description) {

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
   * @param request the method, address and example of a body, for a shell
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
        request(entry, address, operation));
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

  private static String request(OperationEntry entry, String address, JsonNode operation) {
    StringBuilder request = new StringBuilder("curl");
    if (!entry.method().equals("GET")) {
      request.append(" -X ").append(entry.method());
    }
    request.append(" -H \"Authorization: Bearer $TODOKU_TOKEN\"");
    body(operation)
        .ifPresent(
            body -> request.append(" -H 'Content-Type: application/json' \\\n  ").append(body));
    return request
        .append(" \\\n  '")
        .append(address)
        .append(entry.path())
        .append(query(operation))
        .append('\'')
        .toString();
  }

  /** The parameters that must be given, with their examples. */
  private static String query(JsonNode operation) {
    UriComponentsBuilder query =
        UriComponentsBuilder.newInstance().query(operation.path("x-query").asString(""));
    operation
        .path("parameters")
        .valueStream()
        .filter(parameter -> parameter.path("in").asString("").equals("query"))
        .filter(parameter -> parameter.path("required").asBoolean(false))
        .forEach(parameter ->
            query.queryParam(
                parameter.get("name").asString(), parameter.path("example").asString("…")));
    return query.encode().toUriString().replace("'", "%27"); // it stands between such
  }

  /**
   * The option of curl that sends the file that the operation takes, or the example of its body.
   */
  private static Optional<String> body(JsonNode operation) {
    String file = operation.path("x-body-file").asString("");
    return file.isEmpty()
        ? operation
            .path("requestBody")
            .path("content")
            .valueStream()
            .filter(content -> content.has("example"))
            .findFirst()
            .map(content -> "-d '" + content.get("example").toString().replace("'", "'\\''") + "'")
        : Optional.of("--data-binary @" + file);
  }
}
