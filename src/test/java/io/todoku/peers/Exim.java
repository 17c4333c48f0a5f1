package io.todoku.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Exim from Debian's package, unpacked beside the build since it cannot be installed beside
 * Postfix, in about the configuration that Debian gives it: it relays for nobody.
 */
public final class Exim implements AutoCloseable {

  private static final Path BINARY = Path.of("target/mta/usr/sbin/exim4").toAbsolutePath();

  private final ServerProcess server;

  private Exim(ServerProcess server) {
    this.server = server;
  }

  /** It needs root, and the user of its package. */
  public static boolean present() {
    return Files.isExecutable(BINARY) && "root".equals(System.getProperty("user.name"));
  }

  public static Exim start(Path dir, String address, int port, String hostName, String domain)
      throws IOException {
    Files.createDirectories(dir);
    Path conf = dir.resolve("exim.conf");
    Files.writeString(
        conf,
        """
        primary_hostname = %1$s
        spool_directory = %2$s/spool
        log_file_path = %2$s/%%slog
        domainlist local_domains = @ : %3$s
        acl_smtp_rcpt = check_rcpt
        host_lookup =
        rfc1413_query_timeout = 0s
        begin acl
        check_rcpt:
          deny    message     = Restricted characters in address
                  domains     = +local_domains
                  local_parts = ^[.] : ^.*[@%%!/|]
          deny    message     = Restricted characters in address
                  domains     = !+local_domains
                  local_parts = ^[./|] : ^.*[@%%!] : ^.*/\\\\.\\\\./
          require message     = relay not permitted
                  domains     = +local_domains
          require verify      = recipient
          accept
        begin routers
        postmaster:
          driver = redirect
          domains = +local_domains
          local_parts = postmaster
          data = :blackhole:
        begin transports
        begin retry
        """
            .formatted(hostName, dir, domain));
    run(dir, "chown", "-R", "Debian-exim", dir.toString());
    run(dir, "chmod", "a+rx", dir.toString(), dir.getParent().toString());
    run(dir, "chown", "root", conf.toString());
    return new Exim(
        ServerProcess.startListening(
            List.of(
                BINARY.toString(),
                "-C",
                conf.toString(),
                "-bdf",
                "-oX",
                "<; [%s]:%d".formatted(address, port),
                "-oP",
                dir.resolve("pid").toString()),
            dir.resolve("exim.out"),
            address,
            port));
  }

  private static void run(Path dir, String... command) throws IOException {
    try {
      if (new ProcessBuilder(command).directory(dir.toFile()).inheritIO().start().waitFor() != 0) {
        throw new IOException(String.join(" ", command));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
