package io.todoku.collect.dns;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** After it no question is begun: a zone that answers as slowly as it may holds up nobody. */
final class Deadline {

  private final Duration most;
  private final long end;

  /**
   * @param most time, from now on
   */
  Deadline(Duration most) {
    this.most = most;
    this.end = System.nanoTime() + most.toNanos();
  }

  /** The server, as long as there is time. */
  Chain.Server bound(Chain.Server server) {
    return question -> {
      if (System.nanoTime() - end > 0) {
        throw new SocketTimeoutException(most.toSeconds() + " s for all questions together");
      }
      return server.ask(question);
    };
  }
}
