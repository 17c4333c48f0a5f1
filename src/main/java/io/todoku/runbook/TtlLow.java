package io.todoku.runbook;

import io.todoku.rule.Text;
import io.todoku.runbook.Outcome.Result;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.ServerAnswer;
import io.todoku.snapshot.ServerAnswer.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every authoritative server gives a record with a low TTL, and what was kept with a higher one has
 * run out everywhere.
 *
 * @param most seconds
 */
record TtlLow(String name, String type, long most) implements Check {

  @Override
  public Outcome in(Scene scene) {
    Optional<NameView> view = scene.view(name, type);
    Optional<Reason> blind = view.flatMap(TtlLow::blind);
    if (view.isEmpty() || blind.isPresent()) {
      return unseen(scene, name, type);
    }
    long highest =
        Caches.authoritative(view.get())
            .map(DnsAnswer::ttl)
            .flatMap(Stream::ofNullable)
            .mapToLong(Long::longValue)
            .max()
            .orElse(0);
    List<List<Phase>> servers = scene.memory().phases(name, type);
    var evidence = Caches.evidence(name, type, servers);
    if (highest > most) {
      return Outcome.notYet(Text.of("runbook.check.ttl.high", name, type, highest, most), evidence);
    }
    Instant until =
        servers.stream()
            .flatMap(List::stream)
            .filter(phase -> phase.ttl() > most)
            .map(phase -> phase.keptUntil(scene.now()))
            .reduce(Instant.MIN, (one, other) -> one.isAfter(other) ? one : other);
    return scene.now().isBefore(until)
        ? new Outcome(
            Result.TIME, Text.of("runbook.check.ttl.wait", name, type), evidence, null, until)
        : Outcome.holds(Text.of("runbook.check.ttl.hold", name, type, highest), evidence);
  }

  /** Why one of the authoritative servers could not be asked. */
  private static Optional<Reason> blind(NameView view) {
    return view.answers().stream()
        .filter(one -> one.role() == Role.AUTHORITATIVE)
        .flatMap((ServerAnswer one) ->
            one.answer() instanceof Unknown<DnsAnswer>(Reason why)
                ? Stream.of(why)
                : Stream.empty())
        .findFirst();
  }

  static Outcome unseen(Scene scene, String name, String type) {
    Reason reason =
        scene
            .view(name, type)
            .flatMap(TtlLow::blind)
            .orElseGet(() -> Reason.of(Cause.NOT_ASKED, name + " " + type, ""));
    return Outcome.unknown(Text.of("runbook.check.ttl.unknown", name, type), reason, List.of());
  }
}
