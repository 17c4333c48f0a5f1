package io.todoku.runbook.observe;

import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsServerAnswer;
import io.todoku.snapshot.DnsServerAnswer.DnsServerRole;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * For how long one authoritative server held one answer.
 *
 * @param values of the records, in presentation form; empty where there were none
 * @param ttl seconds for which others may keep it; of what is not there, the negative one
 * @param from the first look that saw it
 * @param until the first look that saw another, or that the server is none any more; null while it
 *     is held
 */
public record AnswerPeriod(List<String> values, long ttl, Instant from, @Nullable Instant until) {

  /** Of what was never seen otherwise, it is assumed that an older answer may be kept for a day. */
  public static final Duration ASSUMED_TTL = Duration.ofDays(1);

  /**
   * Until when a cache may still give this answer.
   *
   * @param now for one that is still held
   */
  public Instant cachedUntil(Instant now) {
    return (until == null ? now : until).plusSeconds(ttl);
  }

  /**
   * When no cache may still give what a server held once. One that was never seen with it may have
   * held it until it was first seen, as its fellows did.
   *
   * @param servers the phases of each
   * @param old which of them are to be forgotten
   * @param now for one that is still held
   * @param unseen how long an answer may be kept that no server was ever seen with
   */
  public static Instant expiredFromAllCaches(
      List<List<AnswerPeriod>> servers, Predicate<AnswerPeriod> old, Instant now, Duration unseen) {
    Duration kept =
        servers.stream()
            .flatMap(List::stream)
            .filter(old)
            .map(phase -> Duration.ofSeconds(phase.ttl))
            .max(Comparator.naturalOrder())
            .orElse(unseen);
    return servers.stream()
        .map(phases ->
            phases.stream()
                .filter(old)
                .map(phase -> phase.cachedUntil(now))
                .max(Comparator.naturalOrder())
                .orElseGet(() -> phases.getFirst().from.plus(kept)))
        .max(Comparator.naturalOrder())
        .orElse(Instant.MAX);
  }

  private boolean isSameAnswer(DnsAnswer answer) {
    return until == null && values.equals(answer.records()) && ttl == ttlSeconds(answer);
  }

  private static long ttlSeconds(DnsAnswer answer) {
    return answer.ttl() == null ? 0 : answer.ttl();
  }

  /** The same, at an end where it had none. */
  public AnswerPeriod endedAt(Instant end) {
    return until == null ? new AnswerPeriod(values, ttl, from, end) : this;
  }

  /** What is remembered of all records after a look; a server that did not answer adds nothing. */
  public static Map<String, Map<String, List<AnswerPeriod>>> update(
      Map<String, Map<String, List<AnswerPeriod>>> before, List<NameView> seen) {
    Map<String, Map<String, List<AnswerPeriod>>> all = new HashMap<>(before);
    for (NameView view : seen) {
      all.merge(
          view.name() + " " + view.type(), update(Map.of(), view), (old, _) -> update(old, view));
    }
    return all;
  }

  private static Map<String, List<AnswerPeriod>> update(
      Map<String, List<AnswerPeriod>> before, NameView view) {
    List<DnsServerAnswer> holders =
        view.answers().stream().filter(one -> one.role() == DnsServerRole.AUTHORITATIVE).toList();
    Map<String, List<AnswerPeriod>> servers = new HashMap<>(before);
    for (DnsServerAnswer one : holders) {
      if (one.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
          && !AuthoritativeAnswers.isUnusable(answer)) {
        servers.merge(
            one.address(),
            List.of(new AnswerPeriod(answer.records(), ttlSeconds(answer), one.at(), null)),
            (old, _) -> append(old, answer, one.at()));
      }
    }
    Set<String> there = holders.stream().map(DnsServerAnswer::address).collect(Collectors.toSet());
    if (!there.isEmpty() && !there.contains("")) {
      Instant at = holders.getLast().at();
      servers.replaceAll((server, phases) -> there.contains(server) ? phases : endAll(phases, at));
    }
    return servers;
  }

  private static List<AnswerPeriod> append(
      List<AnswerPeriod> before, DnsAnswer answer, Instant at) {
    if (!before.isEmpty() && before.getLast().isSameAnswer(answer)) {
      return withoutSuperseded(before, at);
    }
    List<AnswerPeriod> phases = new ArrayList<>(endAll(before, at));
    phases.add(new AnswerPeriod(answer.records(), ttlSeconds(answer), at, null));
    return withoutSuperseded(phases, at);
  }

  private static List<AnswerPeriod> endAll(List<AnswerPeriod> phases, Instant at) {
    return phases.stream().map(phase -> phase.endedAt(at)).toList();
  }

  /**
   * Without those that a later one of the same values makes needless, as of a server that says now
   * this and now that; but with the first, which tells how it was before the move.
   */
  private static List<AnswerPeriod> withoutSuperseded(List<AnswerPeriod> phases, Instant at) {
    return IntStream.range(0, phases.size())
        .filter(i ->
            i == 0
                || phases.stream()
                    .skip(i + 1L)
                    .noneMatch(later -> later.supersedes(phases.get(i), at)))
        .mapToObj(phases::get)
        .toList();
  }

  /** Whether it is kept at least as long, and no shorter while the other one may be kept. */
  private boolean supersedes(AnswerPeriod earlier, Instant at) {
    Instant end = earlier.cachedUntil(at);
    return values.equals(earlier.values)
        && !cachedUntil(at).isBefore(end)
        && (ttl >= earlier.ttl || end.isBefore(at));
  }
}
