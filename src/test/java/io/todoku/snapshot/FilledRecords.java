package io.todoku.snapshot;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Makes records whose every component, at every depth, has a value, because a component that is
 * null or an empty list would hide the names below it.
 *
 * @param constant which constant of each enum is taken; counted round
 * @param known whether each {@link Observed} is known
 */
record FilledRecords(int constant, boolean known) {

  static final String TEXT = "text";

  static final Instant TIME = Instant.parse("2026-11-18T00:00:00Z");

  Snapshot snapshot() {
    return (Snapshot) value(Snapshot.class);
  }

  private Object value(Type type) {
    return switch (type) {
      case ParameterizedType generic -> generic(generic);
      case Class<?> plain -> plain(plain);
      default -> throw new IllegalArgumentException(type.toString());
    };
  }

  private Object generic(ParameterizedType type) {
    Type last = type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
    if (type.getRawType() == List.class) {
      return List.of(value(last));
    }
    if (type.getRawType() == Map.class) {
      return Map.of(TEXT, value(last));
    }
    if (type.getRawType() == Observed.class) {
      return known ? Observed.known(value(last)) : Observed.unknown((Reason) value(Reason.class));
    }
    throw new IllegalArgumentException(type.toString());
  }

  private Object plain(Class<?> type) {
    if (type.isEnum()) {
      Object[] constants = type.getEnumConstants();
      return constants[constant % constants.length];
    }
    if (type.isRecord()) {
      return record(type);
    }
    return Map.<Class<?>, Object>of(
            String.class,
            TEXT,
            Instant.class,
            TIME,
            LocalDate.class,
            LocalDate.parse("2026-11-18"),
            int.class,
            1,
            Integer.class,
            1,
            Long.class,
            1L,
            double.class,
            1.0,
            boolean.class,
            true,
            Boolean.class,
            true)
        .get(type);
  }

  private Object record(Class<?> type) {
    RecordComponent[] parts = type.getRecordComponents();
    try {
      Constructor<?> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
      return constructor.newInstance(
          Arrays.stream(parts).map(part -> value(part.getGenericType())).toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
