package io.todoku.runbook;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.runbook.Outcome.Result;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * No cache in the world may still give another answer than the wanted one: since each authoritative
 * server was first seen without it, as long has passed as it may be kept by the TTL that was really
 * seen there.
 */
record Caches(Answers wanted) implements Check {

  @Override
  public Outcome in(Scene scene) {
    String name = wanted.name();
    String type = wanted.type();
    Holders holders = Holders.of(scene, name, type);
    List<List<Phase>> servers = scene.memory().phases(name, type);
    List<Evidence> evidence = evidence(name, type, servers);
    if (holders.answers().stream().anyMatch(answer -> !wanted.isWanted(answer.records()))) {
      return Outcome.notYet(Text.of("runbook.check.caches.wait", name, type), evidence);
    }
    if (holders.blind() != null || servers.isEmpty()) {
      return holders.unseen();
    }
    Instant until = Phase.forgotten(servers, this::isOld, scene.now());
    if (!scene.now().isBefore(until)) {
      return Outcome.holds(Text.of("runbook.check.caches.hold", name, type), evidence);
    }
    boolean seen = servers.stream().flatMap(List::stream).anyMatch(this::isOld);
    String key = "runbook.check.caches." + (seen ? "wait" : "assume");
    return new Outcome(Result.TIME, Text.of(key, name, type), evidence, null, until);
  }

  private boolean isOld(Phase phase) {
    return !wanted.isWanted(phase.values());
  }

  /** When the last cache has let go of what was seen; empty where nothing else was ever seen. */
  Optional<Instant> gone(Scene scene) {
    return scene.memory().phases(wanted.name(), wanted.type()).stream()
        .flatMap(List::stream)
        .filter(this::isOld)
        .map(phase -> phase.keptUntil(scene.now()))
        .max(Comparator.naturalOrder());
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
}
