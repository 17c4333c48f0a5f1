package io.todoku.testing;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds answers of the API against its description (OpenAPI 3.1): the status, the media type, and
 * the body, which may have no field that the description does not name.
 */
public final class DescribedAnswers {

  private static final String PROBLEM = "Problem"; // the only schema that may be extended

  private final JsonNode description;
  private final ObjectNode components;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  public DescribedAnswers(JsonNode description) {
    this.description = description;
    this.components = (ObjectNode) description.get("components").deepCopy();
    components
        .get("schemas")
        .propertyStream()
        .forEach(schema -> {
          if (!schema.getKey().equals(PROBLEM)
              && schema.getValue() instanceof ObjectNode object
              && object.has("properties")
              && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
          }
        });
  }

  /**
   * What of an answer is not as described; empty where all is, and where no operation has the path.
   *
   * @param path without the query
   * @param mediaType of the answer; empty if it has none
   */
  public List<String> violations(
      String method, String path, int status, String mediaType, String body) {
    Optional<String> template = template(path, method);
    if (template.isEmpty()) {
      return List.of();
    }
    String answer = "%s %s %d".formatted(method, template.get(), status);
    JsonNode described =
        description
            .get("paths")
            .get(template.get())
            .get(method.toLowerCase(Locale.ROOT))
            .get("responses")
            .path(String.valueOf(status));
    if (described.isMissingNode()) {
      return List.of(answer + " is not described");
    }
    if (!described.has("content")) {
      return body.isEmpty() ? List.of() : List.of(answer + " has a body that is not described");
    }
    String type = mediaType.replaceFirst(";.*", "");
    JsonNode content = described.get("content");
    JsonNode schema = content.has(type) ? content.get(type) : content.path("*/*");
    if (schema.isMissingNode()) {
      return List.of(answer + " has the undescribed type " + mediaType);
    }
    return type.endsWith("json") && schema.has("schema")
        ? invalid(answer + " " + type, schema.get("schema"), body)
        : List.of();
  }

  private List<String> invalid(String answer, JsonNode schema, String body) {
    return schemas
        .computeIfAbsent(answer, _ -> compile(schema))
        .validate(
            body,
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(error -> answer + ": " + error)
        .toList();
  }

  private Schema compile(JsonNode schema) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.putArray("allOf").add(schema);
    root.set("components", components);
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(root.toString());
  }

  /** The path of the operation, the one with the fewest variables. */
  private Optional<String> template(String path, String method) {
    return description
        .get("paths")
        .propertyStream()
        .filter(one -> one.getValue().has(method.toLowerCase(Locale.ROOT)))
        .map(Map.Entry::getKey)
        .filter(template -> path.matches(template.replaceAll("\\{[^}]+}", "[^/]+")))
        .min(Comparator.comparingInt(template -> template.split("\\{", -1).length));
  }
}
