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
 * The period for which one authoritative server gave one answer to one question.
 *
 * @param values the records in presentation form; empty if there were none
 * @param ttl for how many seconds a cache may keep the answer; the negative TTL if there were no
 *     records
 * @param from when it was observed first
 * @param until when another answer was observed first, or the server was no longer authoritative;
 *     null while the server still gives this answer
 */
public record AnswerPeriod(List<String> values, long ttl, Instant from, @Nullable Instant until) {

  /** How long caches are assumed to keep an older answer that was never observed. */
  public static final Duration ASSUMED_TTL = Duration.ofDays(1);

  /**
   * Until when a cache may still give this answer.
   *
   * @param now counts as the end of a period that lasts
   */
  public Instant cachedUntil(Instant now) {
    return (until == null ? now : until).plusSeconds(ttl);
  }

  /**
   * The earliest time at which no cache may still give an old answer. A server for which no old
   * answer was observed may have given one until its first observation, as the other servers did.
   *
   * @param servers the periods of each server; no list is empty
   * @param old which periods have an old answer
   * @param now counts as the end of a period that lasts
   * @param assumedTtl how long caches may keep an old answer that was never observed
   * @return {@link Instant#MAX} if there are no servers
   */
  public static Instant expiredFromAllCaches(
      List<List<AnswerPeriod>> servers,
      Predicate<AnswerPeriod> old,
      Instant now,
      Duration assumedTtl) {
    Duration longestTtl =
        servers.stream()
            .flatMap(List::stream)
            .filter(old)
            .map(period -> Duration.ofSeconds(period.ttl))
            .max(Comparator.naturalOrder())
            .orElse(assumedTtl);
    return servers.stream()
        .map(periods ->
            periods.stream()
                .filter(old)
                .map(period -> period.cachedUntil(now))
                .max(Comparator.naturalOrder())
                .orElseGet(() -> periods.getFirst().from.plus(longestTtl)))
        .max(Comparator.naturalOrder())
        .orElse(Instant.MAX);
  }

  private boolean isSameAnswer(DnsAnswer answer) {
    return until == null && values.equals(answer.records()) && ttl == ttlSeconds(answer);
  }

  private static long ttlSeconds(DnsAnswer answer) {
    return answer.ttl() == null ? 0 : answer.ttl();
  }

  /** This period with an end; a period that has ended stays as it is. */
  public AnswerPeriod endedAt(Instant end) {
    return until == null ? new AnswerPeriod(values, ttl, from, end) : this;
  }

  /**
   * Adds an observation to the periods of all records, by record and server. A server that did not
   * answer adds nothing.
   */
  public static Map<String, Map<String, List<AnswerPeriod>>> update(
      Map<String, Map<String, List<AnswerPeriod>>> before, List<NameView> nameViews) {
    Map<String, Map<String, List<AnswerPeriod>>> updated = new HashMap<>(before);
    for (NameView view : nameViews) {
      updated.merge(
          view.name() + " " + view.type(), update(Map.of(), view), (old, _) -> update(old, view));
    }
    return updated;
  }

  private static Map<String, List<AnswerPeriod>> update(
      Map<String, List<AnswerPeriod>> before, NameView view) {
    List<DnsServerAnswer> authoritative =
        view.answers().stream()
            .filter(response -> response.role() == DnsServerRole.AUTHORITATIVE)
            .toList();
    Map<String, List<AnswerPeriod>> servers = new HashMap<>(before);
    for (DnsServerAnswer response : authoritative) {
      if (response.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
          && !AuthoritativeAnswers.isUnusable(answer)) {
        servers.merge(
            response.address(),
            List.of(new AnswerPeriod(answer.records(), ttlSeconds(answer), response.at(), null)),
            (old, _) -> append(old, answer, response.at()));
      }
    }
    Set<String> addresses =
        authoritative.stream().map(DnsServerAnswer::address).collect(Collectors.toSet());
    if (!addresses.isEmpty() && !addresses.contains("")) {
      Instant at = authoritative.getLast().at();
      servers.replaceAll(
          (address, periods) -> addresses.contains(address) ? periods : endAll(periods, at));
    }
    return servers;
  }

  private static List<AnswerPeriod> append(
      List<AnswerPeriod> before, DnsAnswer answer, Instant at) {
    if (!before.isEmpty() && before.getLast().isSameAnswer(answer)) {
      return withoutSuperseded(before, at);
    }
    List<AnswerPeriod> periods = new ArrayList<>(endAll(before, at));
    periods.add(new AnswerPeriod(answer.records(), ttlSeconds(answer), at, null));
    return withoutSuperseded(periods, at);
  }

  private static List<AnswerPeriod> endAll(List<AnswerPeriod> periods, Instant at) {
    return periods.stream().map(period -> period.endedAt(at)).toList();
  }

  /**
   * Drops periods that a later period with the same values supersedes, so that a server that
   * alternates between answers does not add periods without end. The first period is kept, because
   * it shows the state before the migration.
   */
  private static List<AnswerPeriod> withoutSuperseded(List<AnswerPeriod> periods, Instant at) {
    return IntStream.range(0, periods.size())
        .filter(i ->
            i == 0
                || periods.stream()
                    .skip(i + 1L)
                    .noneMatch(later -> later.supersedes(periods.get(i), at)))
        .mapToObj(periods::get)
        .toList();
  }

  /**
   * Whether caches may keep this answer at least as long as the same answer of an earlier period,
   * and with no shorter TTL while they may keep that one.
   */
  private boolean supersedes(AnswerPeriod earlier, Instant at) {
    Instant end = earlier.cachedUntil(at);
    return values.equals(earlier.values)
        && !cachedUntil(at).isBefore(end)
        && (ttl >= earlier.ttl || end.isBefore(at));
  }
}
