package io.todoku.web;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Describes which properties of a record are always there and which may be null, because the
 * generator of the API description does not read the annotations of JSpecify.
 */
@Component
class NullableProperties implements ModelConverter {

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    if (!chain.hasNext()) {
      return null;
    }
    Schema<?> resolved = chain.next().resolve(type, context, chain);
    Class<?> described = Json.mapper().constructType(type.getType()).getRawClass();
    Schema<?> model = model(resolved, context);
    if (described.isRecord() && model != null && model.getProperties() != null) {
      describe(described.getRecordComponents(), model);
    }
    return resolved;
  }

  private static @Nullable Schema<?> model(
      @Nullable Schema<?> resolved, ModelConverterContext context) {
    return resolved == null || resolved.get$ref() == null
        ? resolved
        : context
            .getDefinedModels()
            .get(resolved.get$ref().substring(Components.COMPONENTS_SCHEMAS_REF.length()));
  }

  private static void describe(RecordComponent[] components, Schema<?> model) {
    Map<String, Schema> properties = new LinkedHashMap<>(model.getProperties());
    Set<String> read = Arrays.stream(components).map(NullableProperties::name).collect(toSet());
    properties.forEach((name, property) -> {
      if (!read.contains(name)) {
        property.setReadOnly(true); // derived from others, and refused in a request
      }
    });
    for (RecordComponent component : components) {
      String name = name(component);
      Schema<?> property = properties.get(name);
      if (property == null) {
        continue;
      }
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        addRequired(model, name);
      } else {
        properties.put(name, orNull(property));
      }
    }
    model.setProperties(properties);
  }

  private static String name(RecordComponent component) {
    JsonProperty given = component.getAccessor().getAnnotation(JsonProperty.class);
    return given == null ? component.getName() : given.value();
  }

  private static void addRequired(Schema<?> model, String name) {
    if (model.getRequired() == null || !model.getRequired().contains(name)) {
      model.addRequiredItem(name);
    }
  }

  private static Schema<?> orNull(Schema<?> property) {
    return property.getAnyOf() != null // described before
        ? property
        : new JsonSchema().anyOf(List.of(property, new JsonSchema().typesItem("null")));
  }
}
