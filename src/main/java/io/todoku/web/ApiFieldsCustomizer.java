package io.todoku.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Gives the fields of request bodies their meaning and limits in the API description, and says
 * which are required although the type that reads them allows null, or may be left out although
 * answers always have them, from the table {@code openapi/fields.txt}.
 */
@Component
class ApiFieldsCustomizer implements OpenApiCustomizer {

  /**
   * A field.
   *
   * @param presence {@code required} or {@code optional} where the type says otherwise; empty where
   *     it is right
   * @param limit the longest text, or the least and the greatest number with a dash between them;
   *     empty for none
   */
  private record FieldText(
      String schema, String field, String presence, String limit, String text) {

    static FieldText of(String line) {
      List<String> cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
      String[] name = cells.getFirst().split("\\.", 2);
      return new FieldText(name[0], name[1], cells.get(1), cells.get(2), cells.get(3));
    }

    boolean required() {
      return presence.equals("required");
    }
  }

  private final List<FieldText> fields;

  ApiFieldsCustomizer() {
    try {
      fields =
          new ClassPathResource("openapi/fields.txt")
              .getContentAsString(StandardCharsets.UTF_8)
              .lines()
              .map(FieldText::of)
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void customise(OpenAPI api) {
    Map<String, Schema> schemas = api.getComponents().getSchemas();
    fields.forEach(field -> {
      Schema<?> schema = schemas.get(field.schema());
      if (schema != null && schema.getProperties() != null) {
        schema
            .getProperties()
            .computeIfPresent(field.field(), (_, property) -> describe(schema, property, field));
      }
    });
  }

  private static Schema<?> describe(Schema<?> schema, Schema<?> property, FieldText field) {
    Schema<?> described = property;
    if (field.required()) {
      described = withoutNull(property);
      if (schema.getRequired() == null || !schema.getRequired().contains(field.field())) {
        schema.addRequiredItem(field.field());
      }
    }
    if (field.presence().equals("optional") && schema.getRequired() != null) {
      schema.getRequired().remove(field.field());
    }
    if (described.get$ref() != null) { // others refer to the same
      described = new JsonSchema().allOf(List.of(described));
    }
    limit(withoutNull(described), field);
    return described.description(field.text());
  }

  private static void limit(Schema<?> value, FieldText field) {
    if (field.limit().isEmpty()) {
      return;
    }
    String[] ends = field.limit().split("-", 2);
    if (ends.length == 1) {
      value.minLength(field.required() ? 1 : null).maxLength(Integer.valueOf(ends[0]));
    } else {
      value.minimum(new BigDecimal(ends[0])).maximum(new BigDecimal(ends[1]));
    }
  }

  private static Schema<?> withoutNull(Schema<?> schema) {
    return schema.getAnyOf() == null
        ? schema
        : schema.getAnyOf().stream()
            .filter(one -> one.getTypes() == null || !one.getTypes().contains("null"))
            .map(Schema.class::cast)
            .findFirst()
            .<Schema<?>>map(Objects::requireNonNull)
            .orElse(schema);
  }
}
