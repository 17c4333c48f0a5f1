package io.todoku.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A process that a test started, and ends. */
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
    awaitListening(address, port, log);
    return started;
  }

  static void awaitListening(String address, int port, Path log) throws IOException {
    long end = System.nanoTime() + START_TIMEOUT.toNanos();
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address), port), 1000);
        return;
      } catch (IOException notYet) {
        if (System.nanoTime() > end) {
          throw new IOException("nothing listens on " + address + ":" + port + ", see " + log);
        }
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
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
