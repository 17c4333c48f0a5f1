package io.todoku.peers;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The peers that an environment has started, closed in reverse order. An environment whose next
 * peer does not start closes them by {@link #closeAfter}, because nobody else can.
 */
public final class StartedPeers implements AutoCloseable {

  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  public <T extends AutoCloseable> T add(T peer) {
    started.push(peer);
    return peer;
  }

  /** Closes all after a failure, to which failures of closing are added. */
  public void closeAfter(Throwable failure) {
    try {
      close();
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }

  /** Closes all, also if one of them fails to close; the first failure is thrown. */
  @Override
  public void close() throws Exception {
    Exception first = null;
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
