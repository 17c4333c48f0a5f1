package io.todoku.rule;

import io.todoku.snapshot.MailServer.Reply;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Snapshot;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A snapshot with one thing less to be seen in it: an observation that failed, or an answer of
 * which there is no trace. Found by walking the records, so that a new observation needs no word
 * here.
 *
 * @param path to what is not seen
 */
record Blinding(String path, Snapshot snapshot) {

  /** A part of a snapshot, changed. */
  private record Change(String path, Object value) {
    Change within(UnaryOperator<Object> whole) {
      return new Change(path, whole.apply(value));
    }
  }

  /** Each observation of a snapshot in turn, at every depth, unknown for this reason. */
  static Stream<Blinding> unknown(Snapshot snapshot, Reason reason) {
    return new Walk(Observed.unknown(reason), false).over(snapshot);
  }

  /** Each answer in turn left out of the list that it stands in, as if nobody had asked. */
  static Stream<Blinding> leftOut(Snapshot snapshot) {
    return new Walk(null, true).over(snapshot);
  }

  /**
   * @param instead of an observation; null where none is replaced
   */
  private record Walk(Observed<?> instead, boolean leavingOut) {

    Stream<Blinding> over(Snapshot snapshot) {
      return into("", snapshot).map(c -> new Blinding(c.path(), (Snapshot) c.value()));
    }

    private Stream<Change> into(String path, Object part) {
      return switch (part) {
        case Observed.Known<?>(Object value) ->
            Stream.concat(
                instead == null ? Stream.empty() : Stream.of(new Change(path, instead)),
                into(path, value).map(c -> c.within(Observed::known)));
        case List<?> list ->
            IntStream.range(0, list.size()).boxed().flatMap(i -> into(path, list, i));
        case Record record -> {
          Object[] parts = parts(record);
          RecordComponent[] names = record.getClass().getRecordComponents();
          yield IntStream.range(0, parts.length)
              .boxed()
              .flatMap(i ->
                  into(path + "." + names[i].getName(), parts[i])
                      .map(c -> c.within(value -> with(record, parts, i, value))));
        }
        case null, default -> Stream.empty();
      };
    }

    private Stream<Change> into(String path, List<?> list, int index) {
      String here = path + "[" + index + "]";
      List<Object> rest = new ArrayList<>(list);
      Object one = rest.remove(index);
      return Stream.concat(
          leavingOut && isAnswer(one)
              ? Stream.of(new Change(here + " left out", rest))
              : Stream.empty(),
          into(here, one)
              .map(c ->
                  c.within(value -> {
                    List<Object> other = new ArrayList<>(list);
                    other.set(index, value);
                    return other;
                  })));
    }

    /** A Region without its inventory is another account, not a question less. */
    private static boolean isAnswer(Object one) {
      return one instanceof Record record
          && !(record instanceof RegionInventory)
          && Arrays.stream(record.getClass().getRecordComponents())
              .map(RecordComponent::getType)
              .anyMatch(type -> type == Observed.class || type == Reply.class);
    }

    private static Object[] parts(Record record) {
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

    private static Object with(Record record, Object[] parts, int index, Object value) {
      Object[] others = parts.clone();
      others[index] = value;
      Class<?>[] types =
          Arrays.stream(record.getClass().getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      try {
        return record.getClass().getDeclaredConstructor(types).newInstance(others);
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }
  }
}
