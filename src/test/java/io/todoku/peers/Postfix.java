package io.todoku.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A Postfix of its own on a loopback address: own configuration, queue and data folders. */
public final class Postfix implements AutoCloseable {

  private static final Path BINARY = Path.of("/usr/sbin/postfix");

  private final Path conf;

  private Postfix(Path conf) {
    this.conf = conf;
  }

  /** It needs root to start its parts as their users. */
  public static boolean present() {
    return Files.isExecutable(BINARY) && "root".equals(System.getProperty("user.name"));
  }

  /**
   * @param settings for main.cf, over those that make it small and deaf to the outside
   */
  public static Postfix start(
      Path dir, String address, int port, String hostName, Map<String, String> settings)
      throws IOException {
    Path conf = Files.createDirectories(dir.resolve("conf"));
    Path queue = Files.createDirectories(dir.resolve("queue"));
    Path data = Files.createDirectories(dir.resolve("data"));
    run(List.of("chown", "postfix", data.toString()));
    run(List.of("chmod", "a+rx", dir.toString(), dir.getParent().toString()));
    Files.writeString(
        conf.resolve("main.cf"),
        """
        compatibility_level = 3.6
        queue_directory = %s
        data_directory = %s
        myhostname = %s
        mydestination = $myhostname
        inet_interfaces = all
        inet_protocols = ipv4
        smtpd_peername_lookup = no
        in_flow_delay = 0
        smtpd_error_sleep_time = 0
        smtpd_soft_error_limit = 100
        smtpd_hard_error_limit = 200
        alias_maps =
        alias_database =
        local_recipient_maps =
        maillog_file = %s/mail.log
        maillog_file_prefixes = %s
        %s
        """
            .formatted(
                queue,
                data,
                hostName,
                dir,
                dir,
                settings.entrySet().stream()
                    .map(s -> s.getKey() + " = " + s.getValue())
                    .collect(Collectors.joining("\n"))));
    Files.writeString(
        conf.resolve("master.cf"),
        """
        %s:%d inet n - n - - smtpd
        postlog unix-dgram n - n - 1 postlogd
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        proxymap unix - - n - - proxymap
        tlsmgr unix - - n 1000 1 tlsmgr
        anvil unix - - n - 1 anvil
        local unix - n n - - local
        smtp unix - - n - - smtp
        relay unix - - n - - smtp
        error unix - - n - - error
        retry unix - - n - - error
        """
            .formatted(address, port));
    run(List.of(BINARY.toString(), "-c", conf.toString(), "start"));
    Started.awaitListening(address, port, dir.resolve("mail.log"));
    return new Postfix(conf);
  }

  private static int run(List<String> command) throws IOException {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    try {
      run(List.of(BINARY.toString(), "-c", conf.toString(), "stop"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
