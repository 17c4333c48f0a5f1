package io.todoku.runbook.observe;

import io.todoku.rule.Evidence;
import io.todoku.snapshot.DnsServerAnswer;
import io.todoku.snapshot.NameView;
import java.util.List;
import java.util.Map.Entry;
import java.util.stream.Stream;

/** What each authoritative server held of a record over time, as evidence. */
public final class RecordHistoryEvidence {

  private RecordHistoryEvidence() {}

  /**
   * Server by server, each oldest first: one is held until the next was seen. The TTL is in
   * seconds.
   */
  public static List<Evidence> of(
      Observation observation, RunbookState state, String name, String type) {
    return state.periodsByServer(name, type).entrySet().stream()
        .sorted(Entry.comparingByKey())
        .flatMap(server -> {
          String label = serverLabel(observation, name, type, server.getKey());
          List<AnswerPeriod> phases = server.getValue();
          return phases.stream()
              .map(phase -> of(name, type, label, phase, phase == phases.getLast()));
        })
        .toList();
  }

  private static Evidence of(
      String name, String type, String server, AnswerPeriod phase, boolean last) {
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
  private static String serverLabel(
      Observation observation, String name, String type, String address) {
    return observation.view(name, type).map(NameView::answers).orElse(List.of()).stream()
        .filter(one -> one.address().equals(address))
        .map(DnsServerAnswer::label)
        .findFirst()
        .orElse(address);
  }
}
