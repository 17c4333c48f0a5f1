package io.todoku.collect.dns;

import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * The time after which no question is started, so that a zone whose servers are slow cannot delay a
 * scan.
 */
final class Deadline {

  private final Duration maxDuration;
  private final long end;

  /**
   * @param maxDuration from now on
   */
  Deadline(Duration maxDuration) {
    this.maxDuration = maxDuration;
    this.end = System.nanoTime() + maxDuration.toNanos();
  }

  /** Returns the server, which throws once the time is up. */
  AliasChain.DnsServer enforcedOn(AliasChain.DnsServer server) {
    return question -> {
      if (System.nanoTime() - end > 0) {
        throw new SocketTimeoutException(maxDuration.toSeconds() + " s for all questions together");
      }
      return server.ask(question);
    };
  }
}
