package io.todoku.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An AWS API server: moto, from the virtual environment that {@code .ci/run} makes. */
public final class Moto implements AutoCloseable {

  private static final Path BINARY = Path.of("target/moto/bin/moto_server");

  private final ServerProcess server;
  private final String endpoint;

  private Moto(ServerProcess server, String endpoint) {
    this.server = server;
    this.endpoint = endpoint;
  }

  public static boolean present() {
    return Files.isExecutable(BINARY);
  }

  public static Moto start(Path dir) throws IOException {
    int port = Peers.freePort("127.0.0.1");
    ServerProcess server =
        ServerProcess.startListening(
            List.of(
                BINARY.toAbsolutePath().toString(), "-H", "127.0.0.1", "-p", String.valueOf(port)),
            dir.resolve("moto.log"),
            "127.0.0.1",
            port);
    return new Moto(server, "http://127.0.0.1:" + port);
  }

  public String endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    server.close();
  }
}
