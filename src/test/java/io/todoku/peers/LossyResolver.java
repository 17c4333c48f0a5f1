package io.todoku.peers;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a resolver, and loses every third of the questions that come over UDP. */
public final class LossyResolver implements AutoCloseable {

  private static final int LOST = 3;
  private static final int MAX = 4096;

  private final Cable tcp;
  private final DatagramSocket here;
  private final InetSocketAddress there;
  private final AtomicInteger asked = new AtomicInteger();

  private LossyResolver(String resolver) throws IOException {
    int colon = resolver.lastIndexOf(':');
    there =
        new InetSocketAddress(
            InetAddress.ofLiteral(resolver.substring(0, colon)),
            Integer.parseInt(resolver.substring(colon + 1)));
    tcp = Cable.to(there.getPort());
    here = new DatagramSocket(new InetSocketAddress(there.getAddress(), tcp.port()));
    Thread.ofVirtual().start(this::listen);
  }

  /**
   * @param resolver {@code host:port}
   */
  public static LossyResolver before(String resolver) throws IOException {
    return new LossyResolver(resolver);
  }

  public String resolver() {
    return "127.0.0.1:" + here.getLocalPort();
  }

  /** How many questions it lost. */
  public int lost() {
    return asked.get() / LOST;
  }

  private void listen() {
    while (!here.isClosed()) {
      DatagramPacket question = new DatagramPacket(new byte[MAX], MAX);
      try {
        here.receive(question);
      } catch (IOException closed) {
        return;
      }
      if (asked.incrementAndGet() % LOST != 0) {
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
