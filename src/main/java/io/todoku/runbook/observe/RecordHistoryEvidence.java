package io.todoku.runbook.observe;

import io.todoku.rule.Evidence;
import io.todoku.snapshot.DnsServerAnswer;
import io.todoku.snapshot.NameView;
import java.util.List;
import java.util.Map.Entry;
import java.util.stream.Stream;

/** Presents as evidence what each authoritative server answered over time. */
public final class RecordHistoryEvidence {

  private RecordHistoryEvidence() {}

  /**
   * One line for each period, server by server and oldest first. A period lasts until the next one
   * of its server begins. TTLs are in seconds.
   */
  public static List<Evidence> of(
      Observation observation, RunbookState state, String name, String type) {
    return state.periodsByServer(name, type).entrySet().stream()
        .sorted(Entry.comparingByKey())
        .flatMap(server -> {
          String label = serverLabel(observation, name, type, server.getKey());
          List<AnswerPeriod> periods = server.getValue();
          return periods.stream()
              .map(period -> of(name, type, label, period, period == periods.getLast()));
        })
        .toList();
  }

  private static Evidence of(
      String name, String type, String server, AnswerPeriod period, boolean isLast) {
    Stream<String> end =
        isLast && period.until() != null ? Stream.of("→ " + period.until()) : Stream.empty();
    return new Evidence(
        "dns",
        name + " " + type,
        Stream.concat(period.values().isEmpty() ? Stream.of("—") : period.values().stream(), end)
            .toList(),
        server,
        period.ttl(),
        period.from());
  }

  /**
   * The server's name and address, or the address alone if the last observation did not include the
   * server.
   */
  private static String serverLabel(
      Observation observation, String name, String type, String address) {
    return observation.view(name, type).map(NameView::answers).orElse(List.of()).stream()
        .filter(answer -> answer.address().equals(address))
        .map(DnsServerAnswer::label)
        .findFirst()
        .orElse(address);
  }
}
