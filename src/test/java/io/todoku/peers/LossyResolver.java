package io.todoku.peers;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** A DNS proxy that drops every third query over UDP. */
public final class LossyResolver implements AutoCloseable {

  private static final int LOST = 3;

  private final AtomicInteger queries = new AtomicInteger();
  private final DnsRelay relay;

  private LossyResolver(int port) throws IOException {
    relay = DnsRelay.dropping(port, () -> queries.incrementAndGet() % LOST == 0);
  }

  /**
   * @param resolver {@code 127.0.0.1:port}
   */
  public static LossyResolver inFrontOf(String resolver) throws IOException {
    return new LossyResolver(Integer.parseInt(resolver.substring(resolver.lastIndexOf(':') + 1)));
  }

  public String resolver() {
    return "127.0.0.1:" + relay.port();
  }

  /** How many queries it dropped. */
  public int lostCount() {
    return queries.get() / LOST;
  }

  @Override
  public void close() throws IOException {
    relay.close();
  }
}
