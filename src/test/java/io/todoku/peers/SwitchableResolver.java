package io.todoku.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A DNS proxy that can be stopped, as a resolver that is being restarted, and started again. */
public final class SwitchableResolver implements AutoCloseable {

  private final int target;
  private final int port;
  private @Nullable DnsRelay relay;

  private SwitchableResolver(int target) throws IOException {
    this.target = target;
    DnsRelay first = relayAt(0);
    this.relay = first;
    this.port = first.port();
  }

  /**
   * @param resolver {@code 127.0.0.1:port}
   */
  public static SwitchableResolver inFrontOf(String resolver) throws IOException {
    return new SwitchableResolver(
        Integer.parseInt(resolver.substring(resolver.lastIndexOf(':') + 1)));
  }

  public String resolver() {
    return "127.0.0.1:" + port;
  }

  public void stop() throws IOException {
    if (relay != null) {
      relay.close();
      relay = null;
    }
  }

  public void start() throws IOException {
    relay = relayAt(port);
  }

  private DnsRelay relayAt(int here) throws IOException {
    return DnsRelay.inFrontOf(
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), here), target);
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
