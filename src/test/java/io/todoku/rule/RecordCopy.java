package io.todoku.rule;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Copies of records with one component changed, for tests that spoil one thing among many. */
final class RecordCopy {

  private RecordCopy() {}

  /** The same record with another value of a component. */
  static <R extends Record> R with(R record, String component, Object value) {
    return replace(record, component, old -> value);
  }

  /**
   * The same record with a component changed.
   *
   * @param change gets the value, of the component's own type
   */
  @SuppressWarnings("unchecked")
  static <R extends Record, T> R replace(R record, String component, UnaryOperator<T> change) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    int index =
        IntStream.range(0, components.length)
            .filter(i -> components[i].getName().equals(component))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no component " + component));
    Object[] values = values(record);
    return replace(record, index, change.apply((T) values[index]));
  }

  /** The values of the components, in order. */
  static Object[] values(Record record) {
    return Arrays.stream(record.getClass().getRecordComponents())
        .map(component -> {
          try {
            return component.getAccessor().invoke(record);
          } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
          }
        })
        .toArray();
  }

  /** The same record with another value at this place. */
  @SuppressWarnings("unchecked")
  static <R extends Record> R replace(R record, int index, Object value) {
    Object[] values = values(record);
    values[index] = value;
    Class<?>[] types =
        Arrays.stream(record.getClass().getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return (R) record.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
