package io.todoku.peers;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/** A DNS proxy before a local server, at its own loopback address. */
final class DnsRelay implements AutoCloseable {

  private static final int MAX = 4096;

  private final TcpRelay tcp;
  private final DatagramSocket socket;
  private final InetSocketAddress target;
  private final BooleanSupplier dropsQuery;

  private DnsRelay(InetSocketAddress here, int there, BooleanSupplier loses) throws IOException {
    this.target = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), there);
    this.dropsQuery = loses;
    this.tcp = TcpRelay.between(here, there);
    this.socket = new DatagramSocket(new InetSocketAddress(here.getAddress(), tcp.port()));
    Thread.ofVirtual().start(this::listen);
  }

  static DnsRelay inFrontOf(InetSocketAddress here, int there) throws IOException {
    return new DnsRelay(here, there, () -> false);
  }

  /**
   * On a free port.
   *
   * @param loses whether a query over UDP is dropped
   */
  static DnsRelay dropping(int there, BooleanSupplier loses) throws IOException {
    InetAddress local = InetAddress.ofLiteral("127.0.0.1");
    return new DnsRelay(new InetSocketAddress(local, 0), there, loses);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void listen() {
    while (!socket.isClosed()) {
      DatagramPacket question = new DatagramPacket(new byte[MAX], MAX);
      try {
        socket.receive(question);
      } catch (IOException closed) {
        return;
      }
      if (!dropsQuery.getAsBoolean()) {
        Thread.ofVirtual().start(() -> forward(question));
      }
    }
  }

  private void forward(DatagramPacket question) {
    try (DatagramSocket far = new DatagramSocket()) {
      far.setSoTimeout(10_000);
      far.send(
          new DatagramPacket(
              Arrays.copyOf(question.getData(), question.getLength()),
              question.getLength(),
              target));
      DatagramPacket answer = new DatagramPacket(new byte[MAX], MAX);
      far.receive(answer);
      socket.send(
          new DatagramPacket(answer.getData(), answer.getLength(), question.getSocketAddress()));
    } catch (IOException gone) {
      // lost as well
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    tcp.close();
  }
}
