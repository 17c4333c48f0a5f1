package io.todoku.snapshot;

import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list that is also found by key; of equal keys, the first counts. Rules ask a snapshot of
 * thousands of look-ups thousands of times.
 */
final class IndexedList<T> extends AbstractList<T> {

  private final List<T> all;
  private final Map<String, T> byKey = new HashMap<>();

  private IndexedList(List<T> all, Function<T, String> key) {
    this.all = all;
    for (@Nullable T one : all) {
      if (one != null) { // a file may hold anything, and is checked later
        byKey.putIfAbsent(key.apply(one), one);
      }
    }
  }

  static <T> List<T> of(List<T> all, Function<T, String> key) {
    return all instanceof IndexedList<T> done ? done : new IndexedList<>(all, key);
  }

  static <T> Optional<T> find(List<T> all, String key) {
    return Optional.ofNullable(((IndexedList<T>) all).byKey.get(key));
  }

  @Override
  public T get(int index) {
    return all.get(index);
  }

  @Override
  public int size() {
    return all.size();
  }
}
