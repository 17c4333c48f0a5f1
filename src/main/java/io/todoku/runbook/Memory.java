package io.todoku.runbook;

import io.todoku.rule.Evidence;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a plan between looks: facts and people's word; where the steps stand is derived.
 *
 * @param records what authoritative servers held, by record and server, oldest first
 * @param done when each step was first shown to be done, and by what
 * @param words what people said of what cannot be checked
 * @param overrides whom people let go ahead of its order
 */
public record Memory(
    Map<String, Map<String, List<Phase>>> records,
    Map<String, Done> done,
    List<Word> words,
    List<Word> overrides) {

  static final Memory NOTHING = new Memory(Map.of(), Map.of(), List.of(), List.of());

  public Memory {
    records = Map.copyOf(records);
    done = Map.copyOf(done);
    words = List.copyOf(words);
    overrides = List.copyOf(overrides);
  }

  /**
   * @param at since when it is shown: the first look, or the first after the world had changed back
   * @param evidence of the last look that showed it
   * @param undone since when the world has changed back, or the word it rested on was taken back;
   *     null where neither has
   */
  public record Done(Instant at, List<Evidence> evidence, @Nullable Instant undone) {
    Done(Instant at, List<Evidence> evidence) {
      this(at, evidence, null);
    }

    private boolean restsOnWord(String step) {
      return evidence.stream()
          .anyMatch(one -> one.source().equals("person") && one.query().equals(step));
    }

    /** As it was where it had changed back before. */
    Done undoneAt(Instant time) {
      return undone == null ? new Done(at, evidence, time) : this;
    }
  }

  /**
   * A person's word about a step.
   *
   * @param step its id
   * @param by who said it
   * @param note what was said, or why; for an override the reason
   * @param withdrawn null while it counts
   */
  public record Word(
      String step, String by, Instant at, String note, @Nullable Withdrawal withdrawn) {

    Word(String step, String by, Instant at, String note) {
      this(step, by, at, note, null);
    }

    private Word withdrawn(Withdrawal how) {
      return withdrawn == null ? new Word(step, by, at, note, how) : this;
    }
  }

  /** By whom a word was taken back, and when. */
  public record Withdrawal(String by, Instant at) {}

  Optional<Done> done(String step) {
    return Optional.ofNullable(done.get(step));
  }

  Optional<Word> word(String step) {
    return last(words, step);
  }

  Optional<Word> override(String step) {
    return last(overrides, step);
  }

  private static Optional<Word> last(List<Word> words, String step) {
    return words.stream()
        .filter(word -> word.step().equals(step) && word.withdrawn() == null)
        .reduce((_, later) -> later);
  }

  /** What was said of a step, or let it go ahead, and no longer counts; oldest first. */
  List<Word> withdrawn(String step) {
    return Stream.concat(words.stream(), overrides.stream())
        .filter(word -> word.step().equals(step) && word.withdrawn() != null)
        .sorted(Comparator.comparing(Word::at))
        .toList();
  }

  /** What the servers of a record held, by their addresses, oldest first. */
  Map<String, List<Phase>> servers(String name, String type) {
    return records.getOrDefault(name + " " + type, Map.of());
  }

  /** What the servers of a record held, each server's phases oldest first. */
  List<List<Phase>> phases(String name, String type) {
    return servers(name, type).values().stream().filter(phases -> !phases.isEmpty()).toList();
  }

  /** Without what was said and shown of other steps than these. */
  Memory onlyOf(Set<String> steps) {
    Map<String, Done> kept = new HashMap<>(done);
    kept.keySet().retainAll(steps);
    return new Memory(records, kept, of(words, steps), of(overrides, steps));
  }

  private static List<Word> of(List<Word> words, Set<String> steps) {
    return words.stream().filter(word -> steps.contains(word.step())).toList();
  }

  Memory saying(Word word) {
    return new Memory(records, done, and(words, word), overrides);
  }

  Memory overriding(Word word) {
    return new Memory(records, done, words, and(overrides, word));
  }

  /** What was shown by the words of a step is shown no longer. */
  Memory withoutWords(String step, Withdrawal how) {
    Map<String, Done> shown = new HashMap<>(done);
    shown.computeIfPresent(step, (_, its) -> its.restsOnWord(step) ? its.undoneAt(how.at()) : its);
    return new Memory(records, shown, without(words, step, how), overrides);
  }

  Memory withoutOverrides(String step, Withdrawal how) {
    return new Memory(records, done, words, without(overrides, step, how));
  }

  private static List<Word> without(List<Word> words, String step, Withdrawal how) {
    return words.stream()
        .map(word -> word.step().equals(step) ? word.withdrawn(how) : word)
        .toList();
  }

  Memory withRecords(Map<String, Map<String, List<Phase>>> fresh) {
    return new Memory(fresh, done, words, overrides);
  }

  /**
   * @param proven null: as it was
   */
  Memory withDone(String step, @Nullable Done proven) {
    if (proven == null) {
      return this;
    }
    Map<String, Done> more = new HashMap<>(done);
    more.put(step, proven);
    return new Memory(records, more, words, overrides);
  }

  private static List<Word> and(List<Word> words, Word word) {
    return Stream.concat(words.stream(), Stream.of(word)).toList();
  }
}
