package io.todoku.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP proxy to a local port that can be disconnected and connected again. */
public final class TcpRelay implements AutoCloseable {

  private final ServerSocket listener;
  private final int targetPort;
  private final Set<Socket> openSockets = ConcurrentHashMap.newKeySet();
  private volatile boolean disconnected;

  private TcpRelay(InetSocketAddress here, int there) throws IOException {
    this.targetPort = there;
    this.listener = new ServerSocket(here.getPort(), 200, here.getAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public static TcpRelay to(int port) throws IOException {
    return between(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), port);
  }

  /** From a loopback address of its own. */
  static TcpRelay between(InetSocketAddress here, int port) throws IOException {
    return new TcpRelay(here, port);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Closes all connections and refuses new ones. */
  public void disconnect() {
    disconnected = true;
    openSockets.forEach(TcpRelay::closeQuietly);
    openSockets.clear();
  }

  public void reconnect() {
    disconnected = false;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket near = listener.accept();
        if (disconnected) {
          closeQuietly(near);
          continue;
        }
        Socket far = new Socket(InetAddress.ofLiteral("127.0.0.1"), targetPort);
        openSockets.add(near);
        openSockets.add(far);
        if (disconnected) { // pulled meanwhile
          disconnect();
        }
        Thread.ofVirtual().start(() -> copy(near, far));
        Thread.ofVirtual().start(() -> copy(far, near));
      } catch (IOException closedOrRefused) {
        // the loop ends where it was closed
      }
    }
  }

  private void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException gone) {
      // the other direction ends too
    } finally {
      closeQuietly(from);
      closeQuietly(to);
      openSockets.remove(from);
      openSockets.remove(to);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    disconnect();
  }
}
