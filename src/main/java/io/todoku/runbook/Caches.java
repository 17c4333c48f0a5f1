package io.todoku.runbook;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.runbook.Outcome.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * No cache in the world may still give another answer than the wanted one: since each authoritative
 * server was first seen without it, as long has passed as it may be kept by the TTL that was really
 * seen there.
 *
 * @param beside type of another record of the name, which tells where the name is new how long
 *     others may take it for missing; null where the name is not new
 */
record Caches(Answers wanted, @Nullable String beside) implements Check {

  Caches(Answers wanted) {
    this(wanted, null);
  }

  /** Of a name that was not there before: at the worst somebody knows that it was not. */
  static Caches ofNewName(Answers wanted) {
    return new Caches(wanted, "AAAA");
  }

  @Override
  public Outcome in(Scene scene) {
    String name = wanted.name();
    String type = wanted.type();
    Holders holders = Holders.of(scene, name, type);
    List<List<Phase>> servers = scene.memory().phases(name, type);
    List<Evidence> evidence = Held.evidence(scene, name, type);
    if (holders.answers().stream().anyMatch(answer -> !wanted.isWanted(answer.records()))) {
      return Outcome.notYet(Text.of("runbook.check.caches.wait", name, type), evidence);
    }
    if (holders.blind() != null || servers.isEmpty()) {
      return holders.unseen();
    }
    Instant until = Phase.forgotten(servers, this::isOld, scene.now(), unseen(scene));
    if (!scene.now().isBefore(until)) {
      return Outcome.holds(Text.of("runbook.check.caches.hold", name, type), evidence);
    }
    boolean seen = servers.stream().flatMap(List::stream).anyMatch(this::isOld);
    String key = "runbook.check.caches." + (seen ? "wait" : beside == null ? "assume" : "news");
    return new Outcome(Result.TIME, Text.of(key, name, type), evidence, null, until);
  }

  /** By the negative TTL (RFC 2308) of the zone where it was seen, else by the assumed day. */
  private Duration unseen(Scene scene) {
    List<List<Phase>> others =
        beside == null ? List.of() : scene.memory().phases(wanted.name(), beside);
    return others.stream()
        .flatMap(List::stream)
        .filter(phase -> phase.values().isEmpty())
        .map(phase -> Duration.ofSeconds(phase.ttl()))
        .max(Comparator.naturalOrder())
        .orElse(Phase.UNSEEN);
  }

  private boolean isOld(Phase phase) {
    return !wanted.isWanted(phase.values());
  }

  /**
   * When the last cache has let go of what was seen, or of what is assumed where nothing else ever
   * was; empty before the first look.
   */
  Optional<Instant> gone(Scene scene) {
    List<List<Phase>> servers = scene.memory().phases(wanted.name(), wanted.type());
    return servers.stream()
        .flatMap(List::stream)
        .filter(this::isOld)
        .map(phase -> phase.keptUntil(scene.now()))
        .max(Comparator.naturalOrder())
        .or(() ->
            Optional.of(servers)
                .filter(seen -> !seen.isEmpty())
                .map(seen -> Phase.forgotten(seen, this::isOld, scene.now(), unseen(scene))));
  }
}
