package io.todoku.collect.dns;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** After it no question is begun: a zone that answers as slowly as it may holds up nobody. */
final class Deadline {

  private final Duration maxDuration;
  private final long end;

  /**
   * @param most time, from now on
   */
  Deadline(Duration most) {
    this.maxDuration = most;
    this.end = System.nanoTime() + most.toNanos();
  }

  /** The server, as long as there is time. */
  AliasChain.DnsServer enforcedOn(AliasChain.DnsServer server) {
    return question -> {
      if (System.nanoTime() - end > 0) {
        throw new SocketTimeoutException(maxDuration.toSeconds() + " s for all questions together");
      }
      return server.ask(question);
    };
  }
}
