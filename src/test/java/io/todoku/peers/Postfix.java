package io.todoku.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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

  /** Whether Postfix is installed and runs as root, which it needs to start its daemons. */
  public static boolean present() {
    return Files.isExecutable(BINARY) && "root".equals(System.getProperty("user.name"));
  }

  /**
   * @param settings for main.cf, in addition to those that make it small and closed to other hosts
   */
  public static Postfix start(
      Path dir, String address, int port, String hostName, Map<String, String> settings)
      throws IOException {
    Path conf = Files.createDirectories(dir.resolve("conf"));
    Path queue = Files.createDirectories(dir.resolve("queue"));
    Path data = Files.createDirectories(dir.resolve("data"));
    run(List.of("chown", "postfix", data.toString()));
    run(List.of("chmod", "a+rx", dir.toString(), dir.getParent().toString()));
    Map<String, String> all = new LinkedHashMap<>(minimalSettings(dir, queue, data, hostName));
    all.putAll(settings); // each key once: a warning of every part about a second one fills the log
    Files.writeString(
        conf.resolve("main.cf"),
        all.entrySet().stream()
            .map(s -> s.getKey() + " = " + s.getValue() + "\n")
            .collect(Collectors.joining()));
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
    ServerProcess.awaitListening(address, port, dir.resolve("mail.log"));
    return new Postfix(conf);
  }

  private static Map<String, String> minimalSettings(
      Path dir, Path queue, Path data, String hostName) {
    return Map.ofEntries(
        Map.entry("compatibility_level", "3.6"),
        Map.entry("queue_directory", queue.toString()),
        Map.entry("data_directory", data.toString()),
        Map.entry("myhostname", hostName),
        Map.entry("mydestination", "$myhostname"),
        Map.entry("inet_interfaces", "all"),
        Map.entry("inet_protocols", "ipv4"),
        Map.entry("smtpd_peername_lookup", "no"),
        Map.entry("in_flow_delay", "0"),
        Map.entry("smtpd_error_sleep_time", "0"),
        Map.entry("smtpd_soft_error_limit", "100"),
        Map.entry("smtpd_hard_error_limit", "200"),
        Map.entry("alias_maps", ""),
        Map.entry("alias_database", ""),
        Map.entry("local_recipient_maps", ""),
        Map.entry("maillog_file", dir + "/mail.log"),
        Map.entry("maillog_file_prefixes", dir.toString()));
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
