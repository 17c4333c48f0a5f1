package io.todoku.runbook;

import io.todoku.rule.Evidence;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.ServerAnswer;
import java.util.List;
import java.util.Map.Entry;
import java.util.stream.Stream;

/** What each authoritative server held of a record over time, as evidence. */
final class Held {

  private Held() {}

  /**
   * Server by server, each oldest first: one is held until the next was seen. The TTL is in
   * seconds.
   */
  static List<Evidence> evidence(Scene scene, String name, String type) {
    return scene.memory().servers(name, type).entrySet().stream()
        .sorted(Entry.comparingByKey())
        .flatMap(server -> {
          String label = label(scene, name, type, server.getKey());
          List<Phase> phases = server.getValue();
          return phases.stream()
              .map(phase -> evidence(name, type, label, phase, phase == phases.getLast()));
        })
        .toList();
  }

  private static Evidence evidence(
      String name, String type, String server, Phase phase, boolean last) {
    Stream<String> left =
        last && phase.until() != null ? Stream.of("→ " + phase.until()) : Stream.empty();
    return new Evidence(
        "dns",
        name + " " + type,
        Stream.concat(phase.values().isEmpty() ? Stream.of("—") : phase.values().stream(), left)
            .toList(),
        server,
        phase.ttl(),
        phase.from());
  }

  /** With its name, where the last look still found it. */
  private static String label(Scene scene, String name, String type, String address) {
    return scene.view(name, type).map(NameView::answers).orElse(List.of()).stream()
        .filter(one -> one.address().equals(address))
        .map(ServerAnswer::label)
        .findFirst()
        .orElse(address);
  }
}
