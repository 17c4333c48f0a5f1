package io.todoku.runbook;

import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.ServerAnswer;
import io.todoku.snapshot.ServerAnswer.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * For how long one authoritative server held one answer.
 *
 * @param values of the records, in presentation form; empty where there were none
 * @param ttl seconds for which others may keep it; of what is not there, the negative one
 * @param from the first look that saw it
 * @param until the first look that saw another; null while it is held
 */
public record Phase(List<String> values, long ttl, Instant from, @Nullable Instant until) {

  private static final Duration LONG_AGO = Duration.ofDays(30);

  /**
   * Until when a cache may still give this answer.
   *
   * @param now for one that is still held
   */
  Instant keptUntil(Instant now) {
    return (until == null ? now : until).plusSeconds(ttl);
  }

  private boolean isSame(DnsAnswer answer) {
    return values.equals(answer.records()) && ttl == seconds(answer);
  }

  private static long seconds(DnsAnswer answer) {
    return answer.ttl() == null ? 0 : answer.ttl();
  }

  /** What is remembered of all records after a look; a server that did not answer adds nothing. */
  static Map<String, Map<String, List<Phase>>> after(
      Map<String, Map<String, List<Phase>>> before, List<NameView> seen) {
    Map<String, Map<String, List<Phase>>> all = new HashMap<>(before);
    for (NameView view : seen) {
      String key = view.name() + " " + view.type();
      Map<String, List<Phase>> servers = new HashMap<>(all.getOrDefault(key, Map.of()));
      for (ServerAnswer one : view.answers()) {
        if (one.role() == Role.AUTHORITATIVE
            && one.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)) {
          servers.put(
              one.address(),
              next(servers.getOrDefault(one.address(), List.of()), answer, one.at()));
        }
      }
      all.put(key, servers);
    }
    return all;
  }

  private static List<Phase> next(List<Phase> before, DnsAnswer answer, Instant at) {
    List<Phase> phases = new ArrayList<>(before);
    phases.removeIf(old -> old.until != null && old.keptUntil(at).plus(LONG_AGO).isBefore(at));
    Phase last = phases.isEmpty() ? null : phases.getLast();
    if (last != null && last.isSame(answer)) {
      return phases;
    }
    if (last != null) {
      phases.set(phases.size() - 1, new Phase(last.values, last.ttl, last.from, at));
    }
    phases.add(new Phase(answer.records(), seconds(answer), at, null));
    return phases;
  }
}
