package io.todoku.peers;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Answers Postfix as Dovecot's auth server does when asked for login mechanisms. */
public final class DovecotAuth implements AutoCloseable {

  private static final String GREETING =
      "VERSION\t1\t2\nMECH\tPLAIN\tplaintext\nSPID\t1\nCUID\t1\nCOOKIE\t"
          + "0".repeat(32)
          + "\nDONE\n";

  private final ServerSocketChannel socket;

  private DovecotAuth(ServerSocketChannel socket) {
    this.socket = socket;
  }

  public static DovecotAuth at(Path path) throws IOException {
    ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    socket.bind(UnixDomainSocketAddress.of(path));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
    DovecotAuth auth = new DovecotAuth(socket);
    Thread.ofVirtual().start(auth::serve);
    return auth;
  }

  private void serve() {
    while (socket.isOpen()) {
      try {
        SocketChannel asker = socket.accept();
        Thread.ofVirtual().start(() -> greet(asker));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void greet(SocketChannel asker) {
    try (asker) {
      asker.write(ByteBuffer.wrap(GREETING.getBytes(StandardCharsets.US_ASCII)));
      while (asker.read(ByteBuffer.allocate(1024)) >= 0) {
        // says who asks
      }
    } catch (IOException gone) {
      // the asker left
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
