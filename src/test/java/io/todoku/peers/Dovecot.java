package io.todoku.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Dovecot from Debian's packages, unpacked beside the build. It looks for its parts under /usr, so
 * it runs in a mount namespace that shows them there. To it, a connection from its own address is
 * as good as TLS: what asks it comes from another one of the loopback's.
 */
public final class Dovecot implements AutoCloseable {

  private static final Path UNPACKED = Path.of("target/mta/usr").toAbsolutePath();
  private static final String MOUNT_UNPACKED =
      "mount -t overlay none -o lowerdir=" + UNPACKED + ":/usr /usr";

  private final ServerProcess server;

  private Dovecot(ServerProcess server) {
    this.server = server;
  }

  /** It needs root, and leave to make a mount namespace. */
  public static boolean present() {
    return Files.isExecutable(UNPACKED.resolve("sbin/dovecot")) && canMount();
  }

  private static boolean canMount() {
    try {
      return new ProcessBuilder("unshare", "--mount", "sh", "-c", MOUNT_UNPACKED).start().waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * @param pem key and certificate
   * @param settings in Dovecot's own words, a line each
   */
  public static Dovecot start(
      Path dir, String address, int pop3Port, int imapPort, Path pem, String settings)
      throws IOException {
    Files.createDirectories(dir);
    Path conf = dir.resolve("dovecot.conf");
    Files.writeString(
        conf,
        """
        base_dir = %1$s/run
        state_dir = %1$s/state
        log_path = %1$s/log
        protocols = imap pop3
        listen = %2$s
        default_internal_user = nobody
        default_internal_group = nogroup
        default_login_user = games
        ssl_cert = <%5$s
        ssl_key = <%5$s
        passdb {
          driver = static
          args = nopassword=n password=*
        }
        service imap-login {
          chroot =
          inet_listener imap {
            port = %4$d
          }
          inet_listener imaps {
            port = 0
          }
        }
        service pop3-login {
          chroot =
          inet_listener pop3 {
            port = %3$d
          }
          inet_listener pop3s {
            port = 0
          }
        }
        %6$s
        """
            .formatted(dir, address, pop3Port, imapPort, pem, settings));
    Path log = dir.resolve("out");
    ServerProcess server =
        ServerProcess.startListening(
            List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                MOUNT_UNPACKED + " && exec /usr/sbin/dovecot -F -c " + conf),
            log,
            address,
            imapPort);
    ServerProcess.awaitListening(address, pop3Port, log);
    return new Dovecot(server);
  }

  @Override
  public void close() {
    server.close();
  }
}
