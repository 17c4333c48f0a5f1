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

  /** Server by server, each oldest first; the TTL is in seconds. */
  static List<Evidence> evidence(Scene scene, String name, String type) {
    return scene.memory().servers(name, type).entrySet().stream()
        .sorted(Entry.comparingByKey())
        .flatMap(server -> {
          String label = label(scene, name, type, server.getKey());
          return server.getValue().stream().map(phase -> evidence(name, type, label, phase));
        })
        .toList();
  }

  private static Evidence evidence(String name, String type, String server, Phase phase) {
    String until = phase.until() == null ? "…" : phase.until().toString();
    return new Evidence(
        "dns",
        name + " " + type,
        Stream.concat(
                phase.values().isEmpty() ? Stream.of("—") : phase.values().stream(),
                Stream.of(phase.from() + " → " + until))
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
