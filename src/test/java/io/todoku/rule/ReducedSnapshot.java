package io.todoku.rule;

import io.todoku.snapshot.MailServer.SmtpReply;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Ses.SesIdentity;
import io.todoku.snapshot.Snapshot;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A snapshot from which one answer is hidden: an observation that became unknown, or an entry that
 * was left out. Found by traversing the records, so that new observations are covered too.
 *
 * @param path to what is hidden
 */
record ReducedSnapshot(String path, Snapshot snapshot) {

  /** A part of a snapshot, changed. */
  private record Replacement(String path, Object value) {
    Replacement within(UnaryOperator<Object> whole) {
      return new Replacement(path, whole.apply(value));
    }
  }

  /** Each observation of a snapshot in turn, at every depth, unknown for this reason. */
  static Stream<ReducedSnapshot> withUnknown(Snapshot snapshot, Reason reason) {
    return new RecordTraversal(Observed.unknown(reason), false).reduce(snapshot);
  }

  /** Each answer in turn left out of the list that it stands in, as if nobody had asked. */
  static Stream<ReducedSnapshot> withOmission(Snapshot snapshot) {
    return new RecordTraversal(null, true).reduce(snapshot);
  }

  /**
   * @param instead of an observation; null where none is replaced
   */
  private record RecordTraversal(Observed<?> replacement, boolean omitsAnswers) {

    Stream<ReducedSnapshot> reduce(Snapshot snapshot) {
      return visit("", snapshot).map(c -> new ReducedSnapshot(c.path(), (Snapshot) c.value()));
    }

    private Stream<Replacement> visit(String path, Object part) {
      return switch (part) {
        case Observed.Known<?>(Object value) ->
            Stream.concat(
                replacement == null
                    ? Stream.empty()
                    : Stream.of(new Replacement(path, replacement)),
                visit(path, value).map(c -> c.within(Observed::known)));
        case List<?> list ->
            IntStream.range(0, list.size()).boxed().flatMap(i -> visit(path, list, i));
        case Record record -> {
          Object[] parts = RecordCopy.values(record);
          RecordComponent[] names = record.getClass().getRecordComponents();
          yield IntStream.range(0, parts.length)
              .boxed()
              .flatMap(i ->
                  visit(path + "." + names[i].getName(), parts[i])
                      .map(c -> c.within(value -> RecordCopy.replace(record, i, value))));
        }
        case null, default -> Stream.empty();
      };
    }

    private Stream<Replacement> visit(String path, List<?> list, int index) {
      String here = path + "[" + index + "]";
      List<Object> rest = new ArrayList<>(list);
      Object one = rest.remove(index);
      return Stream.concat(
          omitsAnswers && isAnswer(one)
              ? Stream.of(new Replacement(here + " left out", rest))
              : Stream.empty(),
          visit(here, one)
              .map(c ->
                  c.within(value -> {
                    List<Object> other = new ArrayList<>(list);
                    other.set(index, value);
                    return other;
                  })));
    }

    /** Without a Region or an identity of SES it is another account, not a question less. */
    private static boolean isAnswer(Object one) {
      return one instanceof Record record
          && !(record instanceof RegionInventory)
          && !(record instanceof SesIdentity)
          && Arrays.stream(record.getClass().getRecordComponents())
              .map(RecordComponent::getType)
              .anyMatch(type -> type == Observed.class || type == SmtpReply.class);
    }
  }
}
