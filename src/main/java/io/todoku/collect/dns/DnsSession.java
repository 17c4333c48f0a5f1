package io.todoku.collect.dns;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Asks each question once, however many want to know; keeps all that was asked. */
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
   * @param most time for all questions; a zone that answers as slowly as it may holds up no scan
   * @param known answers that were had before
   */
  DnsSession(Resolution resolution, Clock clock, Duration most, List<DnsLookup> known) {
    this.resolution = resolution;
    this.clock = clock;
    this.maxDuration = most;
    this.deadlineNanos = System.nanoTime() + most.toNanos();
    known.forEach(lookup ->
        lookupsByKey.put(
            new LookupKey(lookup.name(), lookup.type()),
            CompletableFuture.completedFuture(lookup)));
  }

  /**
   * What DNS says; never throws for what DNS does. Blocks until it is known or given up.
   *
   * @param type {@code A}, {@code AAAA}, {@code PTR}, {@code MX}, {@code TXT}, …
   * @throws IllegalArgumentException for a type that does not exist
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
            Reason.Cause.TIMEOUT,
            key.name() + " " + key.type(),
            maxDuration.toSeconds() + " s for all questions of one scan");
    return new DnsLookup(key.name(), key.type(), "", clock.instant(), Observed.unknown(reason));
  }

  /** Everything asked in this session so far, in the order in which answers came. */
  public List<DnsLookup> lookups() {
    return List.copyOf(answered);
  }
}
