package io.todoku.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * BIND as an authoritative server on the loopback address; names outside its zones do not exist.
 */
public final class Bind implements AutoCloseable {

  private static final Path BINARY = Path.of("/usr/sbin/named");

  private final Started server;
  private final int port;

  private Bind(Started server, int port) {
    this.server = server;
    this.port = port;
  }

  public static boolean present() {
    return Files.isExecutable(BINARY);
  }

  /**
   * @param zones by name without trailing dot: records in zone-file form, without SOA and NS
   * @param more statements for named.conf; a zone is validated where they hold a trust anchor
   */
  public static Bind start(Path dir, Map<String, String> zones, String more) throws IOException {
    int port = Peers.freePort("127.0.0.1");
    for (var zone : zones.entrySet()) {
      Files.writeString(dir.resolve(zone.getKey() + ".zone"), file(zone.getValue()));
    }
    Files.writeString(dir.resolve("root.zone"), file(""));
    String named =
        zones.keySet().stream()
            .map(z -> "zone \"%s\" { type primary; file \"%s.zone\"; };\n".formatted(z, z))
            .collect(Collectors.joining());
    Path conf = dir.resolve("named.conf");
    Files.writeString(
        conf,
        """
        options {
          directory "%s"; pid-file none; session-keyfile "%s/session.key";
          listen-on port %d { 127.0.0.1; }; listen-on-v6 { none; };
          recursion yes; allow-query { any; }; dnssec-validation yes; empty-zones-enable no;
          edns-udp-size 1232; max-udp-size 1232; minimal-responses yes;
        };
        controls { };
        zone "." { type primary; file "root.zone"; };
        %s%s
        """
            .formatted(dir, dir, port, named, more));
    Started server =
        Started.listening(
            List.of(BINARY.toString(), "-g", "-c", conf.toString()),
            dir.resolve("named.log"),
            "127.0.0.1",
            port);
    return new Bind(server, port);
  }

  private static String file(String records) {
    return "$TTL 300\n@ IN SOA ns. hostmaster. 1 3600 600 86400 60\n@ IN NS ns.\n" + records + "\n";
  }

  public String resolver() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    server.close();
  }
}
