package io.todoku.peers;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/** Stands before a DNS server on this machine, at a loopback address of its own. */
final class DnsRelay implements AutoCloseable {

  private static final int MAX = 4096;

  private final Cable tcp;
  private final DatagramSocket here;
  private final InetSocketAddress there;
  private final BooleanSupplier loses;

  private DnsRelay(InetSocketAddress here, int there, BooleanSupplier loses) throws IOException {
    this.there = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), there);
    this.loses = loses;
    this.tcp = Cable.between(here, there);
    this.here = new DatagramSocket(new InetSocketAddress(here.getAddress(), tcp.port()));
    Thread.ofVirtual().start(this::listen);
  }

  static DnsRelay at(InetSocketAddress here, int there) throws IOException {
    return new DnsRelay(here, there, () -> false);
  }

  /**
   * On a free port.
   *
   * @param loses whether the question that came over UDP gets no answer
   */
  static DnsRelay losing(int there, BooleanSupplier loses) throws IOException {
    InetAddress local = InetAddress.ofLiteral("127.0.0.1");
    return new DnsRelay(new InetSocketAddress(local, 0), there, loses);
  }

  int port() {
    return here.getLocalPort();
  }

  private void listen() {
    while (!here.isClosed()) {
      DatagramPacket question = new DatagramPacket(new byte[MAX], MAX);
      try {
        here.receive(question);
      } catch (IOException closed) {
        return;
      }
      if (!loses.getAsBoolean()) {
        Thread.ofVirtual().start(() -> pass(question));
      }
    }
  }

  private void pass(DatagramPacket question) {
    try (DatagramSocket far = new DatagramSocket()) {
      far.setSoTimeout(10_000);
      far.send(
          new DatagramPacket(
              Arrays.copyOf(question.getData(), question.getLength()),
              question.getLength(),
              there));
      DatagramPacket answer = new DatagramPacket(new byte[MAX], MAX);
      far.receive(answer);
      here.send(
          new DatagramPacket(answer.getData(), answer.getLength(), question.getSocketAddress()));
    } catch (IOException gone) {
      // lost as well
    }
  }

  @Override
  public void close() throws IOException {
    here.close();
    tcp.close();
  }
}
