package io.todoku.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * BIND as an authoritative server on the loopback address; names outside its zones do not exist.
 */
public final class Bind implements AutoCloseable {

  private static final Path BINARY = Path.of("/usr/sbin/named");

  private final Started server;
  private final Path dir;
  private final int port;
  private int serial = 1;

  private Bind(Started server, Path dir, int port) {
    this.server = server;
    this.dir = dir;
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
      Files.writeString(dir.resolve(zone.getKey() + ".zone"), file(1, zone.getValue()));
    }
    Files.writeString(dir.resolve("root.zone"), file(1, ""));
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
    return new Bind(server, dir, port);
  }

  private static String file(int serial, String records) {
    return "$TTL 300\n@ IN SOA ns. hostmaster. %d 3600 600 86400 60\n@ IN NS ns.\n%s\n"
        .formatted(serial, records);
  }

  /** Replaces a zone's records, and waits until they are served. */
  public void change(String zone, String records) throws IOException {
    serial++;
    Path file = dir.resolve(zone + ".zone");
    Files.writeString(file, file(serial, records));
    Files.setLastModifiedTime(
        file, FileTime.from(Instant.now().plusSeconds(serial))); // else it may look unchanged
    new ProcessBuilder("kill", "-HUP", String.valueOf(server.process().pid())).start();
    SimpleResolver resolver =
        new SimpleResolver(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    resolver.setTimeout(Duration.ofSeconds(1));
    Message soa =
        Message.newQuery(Record.newRecord(Name.fromString(zone + "."), Type.SOA, DClass.IN));
    for (long end = System.nanoTime() + Duration.ofSeconds(20).toNanos(); ; ) {
      boolean served =
          resolver.send(soa).getSection(Section.ANSWER).stream()
              .anyMatch(r -> r instanceof SOARecord found && found.getSerial() == serial);
      if (served) {
        return;
      }
      if (System.nanoTime() > end) {
        throw new IOException("serial " + serial + " of " + zone + " is not served");
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  public String resolver() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    server.close();
  }
}
