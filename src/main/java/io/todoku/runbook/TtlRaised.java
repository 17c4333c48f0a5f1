package io.todoku.runbook;

import io.todoku.rule.Text;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.ServerAnswer;
import io.todoku.snapshot.ServerAnswer.Role;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every authoritative server gives a record with a TTL of everyday again.
 *
 * @param least seconds
 */
record TtlRaised(String name, String type, long least) implements Check {

  @Override
  public Outcome in(Scene scene) {
    Optional<NameView> view = scene.view(name, type);
    long asked =
        view.stream()
            .flatMap(one -> one.answers().stream())
            .map(ServerAnswer::role)
            .filter(role -> role == Role.AUTHORITATIVE)
            .count();
    List<Long> ttls =
        view.stream()
            .flatMap(Caches::authoritative)
            .map(DnsAnswer::ttl)
            .flatMap(Stream::ofNullable)
            .toList();
    var evidence = Caches.evidence(name, type, scene.memory().phases(name, type));
    Optional<Long> low = ttls.stream().filter(ttl -> ttl < least).findFirst();
    if (low.isPresent()) {
      return Outcome.notYet(
          Text.of("runbook.check.ttl.low", name, type, low.get(), least), evidence);
    }
    return asked == 0 || ttls.size() < asked
        ? TtlLow.unseen(scene, name, type)
        : Outcome.holds(Text.of("runbook.check.ttl.raised", name, type, ttls.getFirst()), evidence);
  }
}
