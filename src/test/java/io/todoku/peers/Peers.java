package io.todoku.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Assumptions;

/** Real servers for tests: used where they are installed, required where CI demands it. */
public final class Peers {

  private Peers() {}

  /** Skips the test where the peer is absent, or fails it where peers are demanded. */
  public static void require(boolean present, String what) {
    if (present) {
      return;
    }
    if ("true".equals(System.getenv("TODOKU_REQUIRE_PEERS"))) {
      throw new AssertionError(what + " is demanded by TODOKU_REQUIRE_PEERS and is not present");
    }
    skip(what);
  }

  /** Skips the test where data that is no part of the project is absent. */
  public static void skipUnless(boolean present, String what) {
    if (!present) {
      skip(what);
    }
  }

  private static void skip(String what) {
    System.out.println("[SKIPPED] " + caller() + ": " + what + " is not present");
    Assumptions.abort(what + " is not present: skipped");
  }

  /** The test that called. */
  private static String caller() {
    return StackWalker.getInstance()
        .walk(frames ->
            frames
                .map(StackWalker.StackFrame::getClassName)
                .filter(name -> name.endsWith("Tests"))
                .findFirst()
                .orElse("a test"));
  }

  public static int freePort(String address) {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(address))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits until the condition is true.
   *
   * @return false if it is not true within this time
   */
  public static boolean waitUntil(Duration limit, Callable<Boolean> condition) {
    try {
      Awaitility.await()
          .atMost(limit)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(20))
          .until(condition);
      return true;
    } catch (ConditionTimeoutException e) {
      return false;
    }
  }
}
