package io.todoku.collect.dns;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Asks each question once, however many callers need the answer, and keeps all answers. */
public final class DnsSession {

  private record LookupKey(String name, String type) {}

  private final Resolution resolution;
  private final Map<LookupKey, CompletableFuture<DnsLookup>> lookupsByKey =
      new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<DnsLookup> answered = new ConcurrentLinkedQueue<>();

  private final Clock clock;
  private final Duration maxDuration;
  private final long deadlineNanos;

  /**
   * @param maxDuration for all questions, so that a zone whose servers are slow cannot delay a scan
   * @param known answers from earlier in the scan
   */
  DnsSession(Resolution resolution, Clock clock, Duration maxDuration, List<DnsLookup> known) {
    this.resolution = resolution;
    this.clock = clock;
    this.maxDuration = maxDuration;
    this.deadlineNanos = System.nanoTime() + maxDuration.toNanos();
    known.forEach(lookup ->
        lookupsByKey.put(
            new LookupKey(lookup.name(), lookup.type()),
            CompletableFuture.completedFuture(lookup)));
  }

  /**
   * Returns the answer. Blocks until there is one or the question timed out. Failures of DNS are
   * part of the answer and are never thrown.
   *
   * @param type {@code A}, {@code AAAA}, {@code PTR}, {@code MX}, {@code TXT}, …
   * @throws IllegalArgumentException if the type does not exist
   */
  public DnsLookup lookup(String name, String type) {
    LookupKey key = new LookupKey(DnsLookup.canonical(name), type);
    CompletableFuture<DnsLookup> mine = new CompletableFuture<>();
    CompletableFuture<DnsLookup> first = lookupsByKey.putIfAbsent(key, mine);
    if (first != null) {
      return first.join();
    }
    try {
      DnsLookup lookup =
          System.nanoTime() - deadlineNanos > 0
              ? timedOut(key)
              : resolution.resolve(key.name(), type);
      answered.add(lookup);
      mine.complete(lookup);
      return lookup;
    } catch (RuntimeException | Error bug) {
      mine.completeExceptionally(bug);
      throw bug;
    }
  }

  private DnsLookup timedOut(LookupKey key) {
    Reason reason =
        Reason.of(
            ReasonKind.TIMEOUT,
            key.name() + " " + key.type(),
            maxDuration.toSeconds() + " s for all questions of one scan");
    return new DnsLookup(key.name(), key.type(), "", clock.instant(), Observed.unknown(reason));
  }

  /** Returns all answers in this session so far, in the order in which they came. */
  public List<DnsLookup> lookups() {
    return List.copyOf(answered);
  }
}
