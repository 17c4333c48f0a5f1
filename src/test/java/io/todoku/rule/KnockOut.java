package io.todoku.rule;

import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One of several things that a rule asks about, hidden or spoilt while the others stay as they are.
 *
 * @param resource the id or address of what the finding is about
 * @param thing which of the several
 * @param way what happens to it
 * @param setting a change before which the question is asked, so that this one thing decides
 * @param expected the verdict afterwards
 * @param named what the finding must name
 */
record KnockOut(
    String rule,
    String resource,
    String thing,
    String way,
    UnaryOperator<Snapshot> setting,
    UnaryOperator<Snapshot> change,
    Verdict expected,
    String named) {

  /** Each of several things in turn, which the finding must name. */
  static Stream<KnockOut> each(
      String rule,
      String resource,
      Verdict expected,
      String way,
      List<String> things,
      Function<String, UnaryOperator<Snapshot>> change) {
    return things.stream()
        .map(thing ->
            new KnockOut(
                rule,
                resource,
                thing,
                way,
                UnaryOperator.identity(),
                change.apply(thing),
                expected,
                thing));
  }

  /** The same after a change that leaves the verdict to this one thing. */
  KnockOut after(UnaryOperator<Snapshot> other) {
    return new KnockOut(rule, resource, thing, way, other, change, expected, named);
  }

  /** The same, but the finding has to name something else than the thing. */
  KnockOut naming(String other) {
    return new KnockOut(rule, resource, thing, way, setting, change, expected, other);
  }

  /** The same with another verdict. */
  KnockOut expecting(Verdict other) {
    return new KnockOut(rule, resource, thing, way, setting, change, other, named);
  }

  /** The same for a finding about something else. */
  KnockOut at(String other) {
    return new KnockOut(rule, other, thing, way, setting, change, expected, named);
  }

  /** Whether the finding is the one that this is about. */
  boolean concerns(Finding finding) {
    return finding.rule().equals(rule) && finding.resource().matches(resource);
  }

  /** Whether the sentence or the reason names it; for what is known to be wrong, the evidence. */
  boolean isNamedIn(Finding finding) {
    Stream<String> reason =
        finding.unknownReason() == null
            ? finding.evidence().stream()
                .flatMap(e -> Stream.concat(Stream.of(e.query()), e.answer().stream()))
            : Stream.of(finding.unknownReason().source(), finding.unknownReason().detail());
    return Stream.concat(finding.summary().arguments().stream().map(String::valueOf), reason)
        .anyMatch(text -> text.contains(named));
  }

  @Override
  public String toString() {
    return "%s of %s: %s %s".formatted(rule, resource, thing, way);
  }
}
