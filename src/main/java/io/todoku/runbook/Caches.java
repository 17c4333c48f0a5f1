package io.todoku.runbook;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.runbook.Outcome.Result;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.ServerAnswer;
import io.todoku.snapshot.ServerAnswer.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * No cache in the world may still give an older answer: since each authoritative server was first
 * seen without it, as long has passed as it may be kept by the TTL that was really seen there.
 */
record Caches(String name, String type) implements Check {

  /** Of what was never seen otherwise, it is assumed that the old answer may be kept for a day. */
  static final Duration UNSEEN = Duration.ofDays(1);

  @Override
  public Outcome in(Scene scene) {
    List<List<Phase>> servers =
        scene.memory().phases(name, type).stream().filter(phases -> !phases.isEmpty()).toList();
    if (servers.isEmpty()) {
      return TtlLow.unseen(scene, name, type);
    }
    boolean changed = servers.stream().anyMatch(phases -> isChanged(phases));
    Instant until =
        servers.stream()
            .map(phases -> changed ? gone(phases, scene.now()) : first(phases))
            .reduce(Instant.MIN, (one, other) -> one.isAfter(other) ? one : other);
    List<Evidence> evidence = evidence(name, type, servers);
    if (!scene.now().isBefore(until)) {
      return Outcome.holds(Text.of("runbook.check.caches.hold", name, type), evidence);
    }
    String key = "runbook.check.caches." + (changed ? "wait" : "assume");
    return new Outcome(Result.TIME, Text.of(key, name, type), evidence, null, until);
  }

  private static boolean isChanged(List<Phase> phases) {
    List<String> now = phases.getLast().values();
    return phases.stream().anyMatch(phase -> !phase.values().equals(now));
  }

  /** When the last cache has let go of what this server held before. */
  private static Instant gone(List<Phase> phases, Instant now) {
    List<String> current = phases.getLast().values();
    return phases.stream()
        .filter(phase -> !phase.values().equals(current))
        .map(phase -> phase.keptUntil(now))
        .reduce(Instant.MIN, (one, other) -> one.isAfter(other) ? one : other);
  }

  private static Instant first(List<Phase> phases) {
    return phases.getFirst().from().plus(UNSEEN);
  }

  static List<Evidence> evidence(String name, String type, List<List<Phase>> servers) {
    return servers.stream()
        .flatMap(List::stream)
        .map(phase ->
            new Evidence(
                "dns",
                name + " " + type,
                Stream.concat(
                        phase.values().isEmpty() ? Stream.of("—") : phase.values().stream(),
                        Stream.of(
                            phase.from() + " → " + (phase.until() == null ? "…" : phase.until())))
                    .toList(),
                null,
                phase.ttl(),
                phase.from()))
        .toList();
  }

  /** What authoritative servers say now, of those that answered. */
  static Stream<DnsAnswer> authoritative(NameView view) {
    return view.answers().stream()
        .filter(one -> one.role() == Role.AUTHORITATIVE)
        .map(ServerAnswer::answer)
        .flatMap(answer ->
            answer instanceof Known<DnsAnswer>(DnsAnswer known)
                ? Stream.of(known)
                : Stream.empty());
  }
}
