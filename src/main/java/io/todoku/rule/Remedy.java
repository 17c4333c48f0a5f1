package io.todoku.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to do about a finding.
 *
 * @param cautions what to know before anything is changed
 * @param options one of which is chosen; a single one has no label
 * @param links where it is done or explained, outside of this application
 * @param audience who can do it
 */
public record Remedy(
    List<Text> cautions, List<RemedyOption> options, List<RemedyLink> links, Audience audience) {

  /** Who can apply a remedy. */
  public enum Audience {
    /** Who runs the servers, the zones or the account. */
    OPERATOR,
    /** Whom the account belongs to: it takes the root user or a contract. */
    CLIENT
  }

  public static final Remedy NONE = new Remedy(List.of(), List.of(), List.of(), Audience.OPERATOR);

  /** One change, with what is pasted for it. */
  public static Remedy of(Text step, RemedyBlock... blocks) {
    return of(List.of(step), List.of(blocks));
  }

  /** Changes in order, with what is pasted for them. */
  public static Remedy of(List<Text> steps, List<RemedyBlock> blocks) {
    return NONE.changing(new RemedyStage(steps, blocks));
  }

  /** Several options, one of which is chosen. */
  public static Remedy oneOf(RemedyOption... options) {
    return new Remedy(List.of(), List.of(options), List.of(), Audience.OPERATOR);
  }

  /** This remedy, with cautions after those that it has. */
  public Remedy cautioning(List<Text> more) {
    return new Remedy(distinct(cautions, more), options, links, audience);
  }

  /** This remedy, with one more caution, before those that it has. */
  public Remedy cautioningFirst(Text caution) {
    return new Remedy(distinct(List.of(caution), cautions), options, links, audience);
  }

  /** This remedy, with one more caution. */
  public Remedy cautioning(Text caution) {
    return cautioning(List.of(caution));
  }

  /** This remedy, with something to look at before the change. */
  public Remedy looking(Text step, RemedyBlock... blocks) {
    return merge(RemedyOption.looking(RemedyStage.of(step, blocks)));
  }

  /** This remedy, with one more change. */
  public Remedy changing(RemedyStage change) {
    return merge(RemedyOption.changing(change));
  }

  /** This remedy, with something that shows whether the change took effect. */
  public Remedy verifying(RemedyStage verification) {
    return merge(RemedyOption.verifying(verification));
  }

  /** This remedy, with links after those that it has. */
  public Remedy linking(List<RemedyLink> more) {
    return new Remedy(cautions, options, distinct(links, more), audience);
  }

  /** This remedy, with one more link. */
  public Remedy linking(RemedyLink link) {
    return linking(List.of(link));
  }

  /** This remedy for others. */
  public Remedy forAudience(Audience other) {
    return new Remedy(cautions, options, links, other);
  }

  /**
   * This remedy followed by what the other has and this one has not. What belongs to no option of
   * the one belongs to every option of the other.
   *
   * @throws IllegalArgumentException if both have several options
   */
  public Remedy then(Remedy other) {
    if (options.size() > 1 && other.options.size() > 1) {
      throw new IllegalArgumentException("both remedies have several options");
    }
    List<RemedyOption> both;
    if (options.isEmpty() || other.options.isEmpty()) {
      both = options.isEmpty() ? other.options : options;
    } else if (options.size() > 1) {
      both = options.stream().map(option -> option.then(other.options.getFirst())).toList();
    } else {
      both = other.options.stream().map(option -> options.getFirst().then(option)).toList();
    }
    return new Remedy(
        distinct(cautions, other.cautions),
        both,
        distinct(links, other.links),
        audience.compareTo(other.audience) > 0 ? audience : other.audience);
  }

  private Remedy merge(RemedyOption part) {
    return then(new Remedy(List.of(), List.of(part), List.of(), Audience.OPERATOR));
  }

  /** Everything that a person reads, in order: cautions, then the steps of each option. */
  public List<Text> steps() {
    List<Text> steps = new ArrayList<>(cautions);
    for (int i = 0; i < options.size(); i++) {
      RemedyOption option = options.get(i);
      if (option.label() != null) {
        steps.add(Text.of("remedy.option", RemedyOption.letter(i), option.label()));
      }
      option.stages().forEach(stage -> steps.addAll(stage.steps()));
    }
    return List.copyOf(steps);
  }

  /** Everything that may be pasted, in every form, each once. */
  public List<String> commands() {
    return blocks()
        .flatMap(block -> block.forms().stream())
        .map(BlockForm::text)
        .distinct()
        .toList();
  }

  /** Everything that may be pasted, in order. */
  public Stream<RemedyBlock> blocks() {
    return options.stream()
        .flatMap(option -> option.stages().stream())
        .flatMap(stage -> stage.blocks().stream())
        .distinct();
  }

  /** What the stages of change paste, of all options. */
  public Stream<RemedyBlock> changes() {
    return options.stream().flatMap(option -> option.change().blocks().stream()).distinct();
  }

  /** What the first option pastes first to change something; empty where there is nothing. */
  public Optional<RemedyBlock> firstChange() {
    return options.stream()
        .limit(1)
        .flatMap(option -> option.change().blocks().stream())
        .findFirst();
  }

  /** The first thing to do, without cautions; null where there is none. */
  public @Nullable Text firstStep() {
    return options.stream()
        .flatMap(option ->
            option.label() == null
                ? option.stages().stream().flatMap(stage -> stage.steps().stream())
                : Stream.of(option.label()))
        .findFirst()
        .orElse(null);
  }

  private static <T> List<T> distinct(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).distinct().toList();
  }
}
