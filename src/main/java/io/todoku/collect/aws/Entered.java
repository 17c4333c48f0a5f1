package io.todoku.collect.aws;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Comes into each account once for all cells of a scan: AssumeRole has a rate of its own, and the
 * credentials that it gives last for an hour.
 */
final class Entered {

  /** Well below the hour; a scan that takes longer comes in again. */
  private static final long WHILE = Duration.ofMinutes(10).toNanos();

  private record Entry(CompletableFuture<Observed<Inside>> inside, long at) {
    boolean old() {
      return System.nanoTime() - at > WHILE;
    }
  }

  private final Entrance entrance;
  private final Map<AwsLogin, Entry> entries = new ConcurrentHashMap<>();

  Entered(Entrance entrance) {
    this.entrance = entrance;
  }

  /** The next one comes in anew. */
  void remove(AwsLogin login) {
    entries.remove(login);
  }

  /** A refusal is not kept. */
  Observed<Inside> enter(AwsLogin login, Caller caller) {
    entries.values().removeIf(Entry::old);
    Entry mine = new Entry(new CompletableFuture<>(), System.nanoTime());
    Entry first = entries.putIfAbsent(login, mine);
    if (first != null) {
      return first.inside().join();
    }
    try {
      Observed<Inside> inside = entrance.enter(login, caller);
      if (!(inside instanceof Known)) {
        entries.remove(login, mine);
      }
      mine.inside().complete(inside);
      return inside;
    } catch (RuntimeException | Error bug) {
      entries.remove(login, mine);
      mine.inside().completeExceptionally(bug);
      throw bug;
    }
  }
}
