package io.todoku.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP connection to somewhere on this machine that can be pulled out and put in again. */
public final class Cable implements AutoCloseable {

  private final ServerSocket here;
  private final int there;
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
  private volatile boolean out;

  private Cable(InetSocketAddress here, int there) throws IOException {
    this.there = there;
    this.here = new ServerSocket(here.getPort(), 200, here.getAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public static Cable to(int port) throws IOException {
    return between(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), port);
  }

  /** From a loopback address of its own. */
  static Cable between(InetSocketAddress here, int port) throws IOException {
    return new Cable(here, port);
  }

  public int port() {
    return here.getLocalPort();
  }

  /** What is connected breaks off, and who comes anew is turned away. */
  public void pull() {
    out = true;
    ends.forEach(Cable::end);
    ends.clear();
  }

  public void plug() {
    out = false;
  }

  private void accept() {
    while (!here.isClosed()) {
      try {
        Socket near = here.accept();
        if (out) {
          end(near);
          continue;
        }
        Socket far = new Socket(InetAddress.ofLiteral("127.0.0.1"), there);
        ends.add(near);
        ends.add(far);
        if (out) { // pulled meanwhile
          pull();
        }
        Thread.ofVirtual().start(() -> carry(near, far));
        Thread.ofVirtual().start(() -> carry(far, near));
      } catch (IOException closedOrRefused) {
        // the loop ends where it was closed
      }
    }
  }

  private void carry(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException gone) {
      // the other direction ends too
    } finally {
      end(from);
      end(to);
      ends.remove(from);
      ends.remove(to);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    here.close();
    pull();
  }
}
