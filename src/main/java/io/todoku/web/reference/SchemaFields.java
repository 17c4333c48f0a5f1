package io.todoku.web.reference;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Lists the fields of a schema of the API description, those of nested objects after their own. */
final class SchemaFields {

  private static final String REFERENCE = "#/components/schemas/";

  /** Deeper fields belong to things that have operations of their own. */
  private static final int MAX_DEPTH = 5;

  private final JsonNode schemas;
  private final List<ApiField> fields = new ArrayList<>();

  private SchemaFields(JsonNode schemas) {
    this.schemas = schemas;
  }

  /**
   * @param schemas {@code components.schemas} of the description
   */
  static List<ApiField> of(JsonNode schema, JsonNode schemas) {
    SchemaFields reader = new SchemaFields(schemas);
    reader.addPropertiesOf(schema, "", new HashSet<>(), 0);
    return List.copyOf(reader.fields);
  }

  /** The type of a schema in words. */
  static String typeOf(JsonNode schema, JsonNode schemas) {
    return new SchemaFields(schemas).type(schema);
  }

  private void addPropertiesOf(JsonNode schema, String path, Set<String> open, int depth) {
    JsonNode object = withoutNull(schema);
    String name = object.path("$ref").asString("");
    if (depth > MAX_DEPTH || !name.isEmpty() && !open.add(name)) {
      return;
    }
    JsonNode known = resolve(object);
    if (known.has("items")) {
      addPropertiesOf(known.get("items"), path + "[]", open, depth);
    }
    JsonNode properties = known.path("properties");
    List<String> required = known.path("required").valueStream().map(JsonNode::asString).toList();
    properties
        .propertyStream()
        .forEach(property -> {
          String at = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
          JsonNode value = property.getValue();
          fields.add(
              new ApiField(
                  at.replaceFirst("^\\[]\\.?", ""),
                  type(value),
                  required.contains(property.getKey()),
                  values(value),
                  value.path("description").asString(""),
                  value.has("example") ? text(value.get("example")) : ""));
          addPropertiesOf(value, at, open, depth + 1);
        });
    open.remove(name);
  }

  private JsonNode resolve(JsonNode schema) {
    String reference = schema.path("$ref").asString("");
    return reference.startsWith(REFERENCE)
        ? schemas.path(reference.substring(REFERENCE.length()))
        : schema;
  }

  /** A schema that may be null without that part. */
  private static JsonNode withoutNull(JsonNode schema) {
    return schema
        .path("anyOf")
        .valueStream()
        .filter(one -> !one.path("type").asString("").equals("null"))
        .findFirst()
        .orElse(schema);
  }

  private String type(JsonNode schema) {
    JsonNode some = withoutNull(schema);
    boolean nullable =
        some != schema
            || schema.path("type").isArray() && schema.get("type").toString().contains("\"null\"");
    String type = typeWithoutNull(resolve(some));
    return nullable ? type + " or null" : type;
  }

  private String typeWithoutNull(JsonNode known) {
    JsonNode given = known.path("type");
    String type =
        given.isArray()
            ? given
                .valueStream()
                .map(JsonNode::asString)
                .filter(one -> !one.equals("null"))
                .findFirst()
                .orElse("")
            : given.asString("");
    return switch (type) {
      case "array" -> "list of " + plural(type(known.path("items")));
      case "string" -> known.path("format").asString("text");
      case "object", "integer", "number", "boolean" -> type;
      default -> known.has("properties") ? "object" : "any";
    };
  }

  private static String plural(String type) {
    return switch (type) {
      case "text" -> "texts";
      case "object" -> "objects";
      default -> type;
    };
  }

  private List<String> values(JsonNode schema) {
    JsonNode some = resolve(withoutNull(schema));
    @Nullable JsonNode values = some.get("enum");
    if (values == null && some.has("items")) {
      values = resolve(withoutNull(some.get("items"))).get("enum");
    }
    return values == null ? List.of() : values.valueStream().map(SchemaFields::text).toList();
  }

  private static String text(JsonNode value) {
    return value.isString() ? value.asString() : value.toString();
  }
}
