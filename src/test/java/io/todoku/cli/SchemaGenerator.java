package io.todoku.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Derives a JSON Schema (draft 2020-12) from the records that are written as JSON, with the texts
 * of their Javadoc.
 */
final class SchemaGenerator {

  private final Map<String, Object> definitions = new TreeMap<>();
  private final UnaryOperator<String> naming;
  private final Predicate<RecordComponent> optional;
  private final boolean closed;
  private final RecordTexts texts = new RecordTexts();

  /**
   * @param naming of components, as the file names them
   * @param optional components that a valid file may lack
   * @param closed whether other properties are refused
   */
  SchemaGenerator(
      UnaryOperator<String> naming, Predicate<RecordComponent> optional, boolean closed) {
    this.naming = naming;
    this.optional = optional;
    this.closed = closed;
  }

  Map<String, Object> definitions() {
    return definitions;
  }

  /** A reference to the definition of a record. */
  Map<String, Object> reference(Class<?> type) {
    String name = type.getSimpleName();
    if (!definitions.containsKey(name)) {
      definitions.put(name, Map.of());
      definitions.put(name, type.isEnum() ? enumeration(type) : object(type, Map.of()));
    }
    return Map.of("$ref", "#/$defs/" + name);
  }

  private Map<String, Object> object(Class<?> type, Map<String, AnnotatedType> variables) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String name = jsonName(component);
      Map<String, Object> property =
          new LinkedHashMap<>(schema(resolve(component.getAnnotatedType(), variables), variables));
      texts
          .ofComponent(type, component.getName())
          .ifPresent(text -> property.put("description", text));
      properties.put(name, property);
      if (!optional.test(component)
          && !component.getAccessor().isAnnotationPresent(JsonInclude.class)) {
        required.add(name);
      }
    }
    Map<String, Object> object = new LinkedHashMap<>();
    texts.of(type).ifPresent(text -> object.put("description", text));
    object.put("type", "object");
    if (!required.isEmpty()) {
      object.put("required", required);
    }
    object.put("properties", properties);
    if (closed) {
      object.put("additionalProperties", false);
    }
    return object;
  }

  private static AnnotatedType resolve(AnnotatedType type, Map<String, AnnotatedType> variables) {
    return type.getType() instanceof TypeVariable<?> variable
        ? variables.getOrDefault(variable.getName(), type)
        : type;
  }

  private String jsonName(RecordComponent component) {
    JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
    return property == null ? naming.apply(component.getName()) : property.value();
  }

  private Map<String, Object> schema(
      AnnotatedType annotated, Map<String, AnnotatedType> variables) {
    Map<String, Object> schema = plain(annotated, variables);
    if (!annotated.isAnnotationPresent(Nullable.class)) {
      return schema;
    }
    if (schema.get("type") instanceof String type) {
      Map<String, Object> nullable = new LinkedHashMap<>(schema);
      nullable.put("type", List.of(type, "null"));
      return nullable;
    }
    return schema.isEmpty() ? schema : Map.of("anyOf", List.of(schema, Map.of("type", "null")));
  }

  private Map<String, Object> plain(AnnotatedType annotated, Map<String, AnnotatedType> variables) {
    Type type = annotated.getType();
    if (type instanceof Class<?> simple) {
      return ofClass(simple);
    }
    if (type instanceof ParameterizedType generic
        && annotated instanceof AnnotatedParameterizedType parameters
        && generic.getRawType() instanceof Class<?> raw) {
      List<AnnotatedType> arguments =
          Arrays.stream(parameters.getAnnotatedActualTypeArguments())
              .map(argument -> resolve(argument, variables))
              .toList();
      if (Collection.class.isAssignableFrom(raw)) {
        return ordered("type", "array", "items", schema(arguments.getFirst(), variables));
      }
      if (Map.class.isAssignableFrom(raw)) {
        return ordered(
            "type", "object", "additionalProperties", schema(arguments.get(1), variables));
      }
      return ofGeneric(raw, arguments);
    }
    throw new IllegalStateException("no schema for " + type);
  }

  private Map<String, Object> ofGeneric(Class<?> raw, List<AnnotatedType> arguments) {
    Map<String, AnnotatedType> own = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      own.put(raw.getTypeParameters()[i].getName(), arguments.get(i));
    }
    if (raw.isRecord()) {
      return object(raw, own);
    }
    return union(raw, own);
  }

  /** One of the types of a sealed interface, told apart by a property. */
  private Map<String, Object> union(Class<?> raw, Map<String, AnnotatedType> variables) {
    String tag = raw.getAnnotation(JsonTypeInfo.class).property();
    List<Object> options = new ArrayList<>();
    for (JsonSubTypes.Type option : raw.getAnnotation(JsonSubTypes.class).value()) {
      Map<String, Object> object = new LinkedHashMap<>(object(option.value(), variables));
      Map<String, Object> properties = new LinkedHashMap<>();
      properties.put(tag, Map.of("const", option.name()));
      if (object.get("properties") instanceof Map<?, ?> others) {
        others.forEach((name, schema) -> properties.put(String.valueOf(name), schema));
      }
      List<Object> required = new ArrayList<>(List.of(tag));
      if (object.get("required") instanceof List<?> others) {
        required.addAll(others);
      }
      object.put("required", required);
      object.put("properties", properties);
      options.add(object);
    }
    return Map.of("oneOf", options);
  }

  private Map<String, Object> ofClass(Class<?> type) {
    if (type == String.class) {
      return Map.of("type", "string");
    }
    if (type == boolean.class || type == Boolean.class) {
      return Map.of("type", "boolean");
    }
    if (Set.of(int.class, long.class, Integer.class, Long.class).contains(type)) {
      return Map.of("type", "integer");
    }
    if (type == double.class || type == Double.class) {
      return Map.of("type", "number");
    }
    if (type == Instant.class) {
      return ordered("type", "string", "format", "date-time");
    }
    if (type == LocalDate.class) {
      return ordered("type", "string", "format", "date");
    }
    if (type.isRecord() || type.isEnum()) {
      return reference(type);
    }
    if (type.isAnnotationPresent(JsonSubTypes.class)) {
      String name = type.getSimpleName();
      if (!definitions.containsKey(name)) {
        definitions.put(name, Map.of());
        definitions.put(name, union(type, Map.of()));
      }
      return Map.of("$ref", "#/$defs/" + name);
    }
    throw new IllegalStateException("no schema for " + type);
  }

  static Map<String, Object> ordered(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return map;
  }

  private Map<String, Object> enumeration(Class<?> type) {
    Method value =
        Arrays.stream(type.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(JsonValue.class))
            .findFirst()
            .orElse(null);
    List<Object> names = new ArrayList<>();
    for (Object constant : type.getEnumConstants()) {
      try {
        names.add(value == null ? ((Enum<?>) constant).name() : value.invoke(constant));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    texts.of(type).ifPresent(text -> schema.put("description", text));
    schema.put("enum", names);
    return schema;
  }
}
