package io.todoku.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * OpenSMTPD from Debian's package, unpacked beside the build. Its folders are part of the program,
 * so it runs in a mount namespace of its own, where they are empty.
 */
public final class OpenSmtpd implements AutoCloseable {

  private static final Path BINARY = Path.of("target/mta/usr/sbin/smtpd").toAbsolutePath();

  private final ServerProcess server;

  private OpenSmtpd(ServerProcess server) {
    this.server = server;
  }

  /** It needs root, the users of its package, and leave to make a mount namespace. */
  public static boolean present() {
    return Files.isExecutable(BINARY) && canUnshare();
  }

  private static boolean canUnshare() {
    try {
      return new ProcessBuilder("unshare", "--mount", "mount", "-t", "tmpfs", "none", "/var/spool")
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  public static OpenSmtpd start(Path dir, String address, int port, String hostName, String domain)
      throws IOException {
    Files.createDirectories(dir);
    Path conf = dir.resolve("smtpd.conf");
    Files.writeString(
        conf,
        """
        listen on %s port %d hostname %s
        action "drop" mda "/bin/true"
        match from any for domain "%s" action "drop"
        """
            .formatted(address, port, hostName, domain));
    String script =
        """
        mount -t tmpfs none /var/spool && mount -t tmpfs none /run &&
        mkdir -p /var/lib/opensmtpd/empty && exec %s -d -f %s
        """
            .formatted(BINARY, conf);
    return new OpenSmtpd(
        ServerProcess.startListening(
            List.of("unshare", "--mount", "sh", "-c", script),
            dir.resolve("smtpd.log"),
            address,
            port));
  }

  @Override
  public void close() {
    server.close();
  }
}
