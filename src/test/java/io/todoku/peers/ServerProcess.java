package io.todoku.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server process that a test has started and ends. */
final class ServerProcess implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

  private final Process process;

  private ServerProcess(Process process) {
    this.process = process;
  }

  /** Starts it and waits until it listens. */
  static ServerProcess startListening(List<String> command, Path log, String address, int port)
      throws IOException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    ServerProcess started = new ServerProcess(process);
    try {
      awaitListening(address, port, log);
      return started;
    } catch (IOException | RuntimeException failure) {
      started.close();
      throw failure;
    }
  }

  static void awaitListening(String address, int port, Path log) throws IOException {
    if (!Peers.waitUntil(START_TIMEOUT, () -> isListening(address, port))) {
      throw new IOException("nothing listens on " + address + ":" + port + ", see " + log);
    }
  }

  private static boolean isListening(String address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address), port), 1000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  Process process() {
    return process;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
