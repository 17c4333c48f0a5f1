package io.todoku.snapshot;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what is missing in records that came from a file, before anyone trusts their types. */
final class Completeness {

  private Completeness() {}

  /**
   * @throws SnapshotFormatException naming the first part that is null and must not be
   */
  static void check(Snapshot snapshot) {
    check(snapshot, "snapshot");
    if (!snapshot.account().id().matches("\\d{12}")) {
      throw new SnapshotFormatException("snapshot.account.id is not 12 digits");
    }
  }

  private static void check(@Nullable Object value, String path) {
    switch (value) {
      case null -> throw new SnapshotFormatException(path + " is missing");
      case Collection<?> many -> {
        int index = 0;
        for (Object one : many) {
          check(one, path + "[" + index++ + "]");
        }
      }
      case Map<?, ?> map -> map.forEach((key, one) -> check(one, path + "." + key));
      case Record record -> {
        for (RecordComponent part : record.getClass().getRecordComponents()) {
          Object inner = read(part, record);
          if (inner != null || !mayBeNull(part)) {
            check(inner, path + "." + part.getName());
          }
        }
      }
      default -> {}
    }
  }

  private static boolean mayBeNull(RecordComponent part) {
    AnnotatedElement type = part.getAnnotatedType();
    return type.isAnnotationPresent(Nullable.class);
  }

  private static @Nullable Object read(RecordComponent part, Record record) {
    try {
      return part.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }
}
