package io.todoku.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.json.JsonMapper;

/** Says which values a parameter or a field of a request may have. */
final class ExpectedValue {

  private ExpectedValue() {}

  /** The values of a type in words, such as {@code true or false}. */
  static String of(@Nullable Class<?> type) {
    Class<?> wanted = type == null ? Object.class : ClassUtils.resolvePrimitiveIfNecessary(type);
    if (wanted.isEnum()) {
      return "one of "
          + Arrays.stream(wanted.getEnumConstants())
              .map(value -> JsonMapper.shared().valueToTree(value).asString())
              .collect(Collectors.joining(", "));
    }
    if (wanted == Boolean.class) {
      return "true or false";
    }
    if (wanted == Integer.class || wanted == Long.class) {
      return "a whole number";
    }
    if (Number.class.isAssignableFrom(wanted)) {
      return "a number";
    }
    if (CharSequence.class.isAssignableFrom(wanted)) {
      return "a text";
    }
    if (Collection.class.isAssignableFrom(wanted) || wanted.isArray()) {
      return "a list";
    }
    return ofFormat(wanted);
  }

  private static String ofFormat(Class<?> wanted) {
    return Map.of(
            UUID.class, "a UUID such as 3f2504e0-4f89-41d3-9a0c-0305e82c3301",
            LocalDate.class, "a date such as 2027-03-31",
            Instant.class, "a time such as 2027-03-31T09:00:00Z")
        .getOrDefault(wanted, "an object");
  }
}
