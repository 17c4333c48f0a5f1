package io.todoku.runbook;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.runbook.Outcome.Result;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every authoritative server gives a record with a low TTL, and what was kept with a higher one has
 * run out everywhere. For how long others keep that there is no record is no part of it: {@link
 * Caches} waits for that.
 *
 * @param most seconds
 */
record TtlLow(String name, String type, long most) implements Check {

  @Override
  public Outcome in(Scene scene) {
    Holders holders = Holders.of(scene, name, type);
    long highest =
        holders.answers().stream()
            .filter(answer -> !answer.records().isEmpty())
            .map(DnsAnswer::ttl)
            .flatMap(Stream::ofNullable)
            .mapToLong(Long::longValue)
            .max()
            .orElse(0);
    List<List<Phase>> servers = scene.memory().phases(name, type);
    List<Evidence> evidence = Held.evidence(scene, name, type);
    if (highest > most) {
      return Outcome.notYet(Text.of("runbook.check.ttl.high", name, type, highest, most), evidence);
    }
    if (holders.blind() != null || servers.isEmpty()) {
      return holders.unseen();
    }
    Instant until = Phase.forgotten(servers, this::isHigh, scene.now(), Phase.UNSEEN);
    if (!scene.now().isBefore(until)) {
      return Outcome.holds(Text.of("runbook.check.ttl.hold", name, type, highest), evidence);
    }
    boolean seen = servers.stream().flatMap(List::stream).anyMatch(this::isHigh);
    String key = seen ? "runbook.check.ttl.wait" : "runbook.check.caches.assume";
    return new Outcome(Result.TIME, Text.of(key, name, type), evidence, null, until);
  }

  private boolean isHigh(Phase phase) {
    return !phase.values().isEmpty() && phase.ttl() > most;
  }
}
