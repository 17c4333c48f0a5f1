package io.todoku.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * BIND on the loopback address: with zones of its own, as a resolver that forwards and caches, or
 * both; to a resolver, names outside of those do not exist.
 */
public final class Bind implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Path BINARY = Path.of("/usr/sbin/named");
  private static final String LOCAL = "127.0.0.1";

  private final Path dir;
  private final int port;
  private final @Nullable InetSocketAddress publicAddress;
  private final String nameServers;
  private final Map<String, String> zones = new ConcurrentHashMap<>();
  private ServerProcess server;
  private @Nullable DnsRelay relay;
  private int serial = 1;

  private Bind(
      Path dir,
      int port,
      @Nullable InetSocketAddress face,
      String nameServers,
      Map<String, String> zones,
      String conf)
      throws IOException {
    this.dir = dir;
    this.port = port;
    this.publicAddress = face;
    this.nameServers = nameServers;
    for (var zone : zones.entrySet()) {
      write(zone.getKey(), zone.getValue());
    }
    Files.writeString(dir.resolve("named.conf"), conf);
    this.server = listen();
    this.relay = face == null ? null : DnsRelay.inFrontOf(face, port);
  }

  public static boolean present() {
    return Files.isExecutable(BINARY);
  }

  /**
   * A resolver with zones of its own, on a free port.
   *
   * @param zones by name without trailing dot: records in zone-file form, without SOA and NS
   * @param more statements for named.conf; a zone is validated where they hold a trust anchor
   */
  public static Bind startResolver(Path dir, Map<String, String> zones, String more)
      throws IOException {
    int port = Peers.freePort(LOCAL);
    rootZone(dir, List.of());
    String conf =
        conf(dir, port, "recursion yes;") + rootZone() + primaryZones(zones.keySet()) + more;
    return new Bind(dir, port, null, "@ IN NS ns.\n", zones, conf);
  }

  /**
   * An authoritative server without recursion.
   *
   * @param face where it is found: BIND itself takes only addresses that an interface has
   * @param nameServers of each of the zones: NS records in zone-file form
   * @param more statements for named.conf
   */
  static Bind startAuthority(
      Path dir, InetSocketAddress face, String nameServers, Map<String, String> zones, String more)
      throws IOException {
    int port = Peers.freePort(LOCAL);
    String conf = conf(dir, port, "recursion no;") + primaryZones(zones.keySet()) + more;
    return new Bind(dir, port, face, nameServers, zones, conf);
  }

  /** A resolver that forwards queries about the zones to the servers and caches their answers. */
  static Bind startForwarder(Path dir, int port, Collection<String> zones, List<Bind> servers)
      throws IOException {
    rootZone(dir, zones);
    String forwarders =
        servers.stream()
            .map(server -> "%s port %d; ".formatted(LOCAL, server.port))
            .collect(Collectors.joining());
    String forwarded =
        zones.stream()
            .map(z ->
                "zone \"%s\" { type forward; forward only; forwarders { %s}; };\n"
                    .formatted(z, forwarders))
            .collect(Collectors.joining());
    String conf = conf(dir, port, "recursion yes;") + rootZone() + forwarded;
    return new Bind(dir, port, null, "", Map.of(), conf);
  }

  private static String conf(Path dir, int port, String options) {
    return """
    options {
      directory "%s"; pid-file none; session-keyfile "%s/session.key";
      listen-on port %d { %s; }; listen-on-v6 { none; };
      allow-query { any; }; dnssec-validation yes; empty-zones-enable no;
      edns-udp-size 1232; max-udp-size 1232; minimal-responses yes; %s
    };
    controls { };
    """
        .formatted(dir, dir, port, LOCAL, options);
  }

  private static String rootZone() {
    return "zone \".\" { type primary; file \"root.zone\"; };\n";
  }

  /** BIND asks nobody about a zone that its own root does not delegate. */
  private static void rootZone(Path dir, Collection<String> delegated) throws IOException {
    String records = delegated.stream().map(z -> z + ". IN NS ns.\n").collect(Collectors.joining());
    Files.writeString(
        dir.resolve("root.zone"), file(1, "@ IN NS ns.\n", "ns. IN A " + LOCAL + "\n" + records));
  }

  private static String primaryZones(Collection<String> zones) {
    return zones.stream()
        .map(z -> "zone \"%s\" { type primary; file \"%s.zone\"; };\n".formatted(z, z))
        .collect(Collectors.joining());
  }

  private static String file(int serial, String nameServers, String records) {
    return "$TTL 300\n@ IN SOA ns. hostmaster. %d 3600 600 86400 60\n%s%s\n"
        .formatted(serial, nameServers, records);
  }

  private Path write(String zone, String records) throws IOException {
    zones.put(zone, records);
    return Files.writeString(dir.resolve(zone + ".zone"), file(serial, nameServers, records));
  }

  /** Waits until the zones are loaded, because BIND listens before that and answers SERVFAIL. */
  private ServerProcess listen() throws IOException {
    Path log = dir.resolve("named.log");
    ServerProcess started =
        ServerProcess.startListening(
            List.of(BINARY.toString(), "-g", "-c", dir.resolve("named.conf").toString()),
            log,
            LOCAL,
            port);
    if (!Peers.waitUntil(TIMEOUT, () -> Files.readString(log).contains("all zones loaded"))) {
      started.close();
      throw new IOException("BIND has not read its zones, see " + log);
    }
    return started;
  }

  /** Replaces a zone's records, and waits until they are served. */
  public void replaceZone(String zone, String records) throws IOException {
    serial++;
    Files.setLastModifiedTime(
        write(zone, records),
        FileTime.from(Instant.now().plusSeconds(serial))); // else it may look unchanged
    new ProcessBuilder("kill", "-HUP", String.valueOf(server.process().pid())).start();
    awaitSerial(zone);
  }

  /** Replaces a text in a zone's records, and waits until they are served. */
  public void replaceText(String zone, String text, String other) throws IOException {
    String records = records(zone);
    if (!records.contains(text)) {
      throw new IllegalArgumentException(zone + " holds no " + text);
    }
    replaceZone(zone, records.replace(text, other));
  }

  /** The zone's records as they were written last, without SOA and NS. */
  public String records(String zone) {
    return zones.get(zone);
  }

  private void awaitSerial(String zone) throws IOException {
    SimpleResolver resolver =
        new SimpleResolver(new InetSocketAddress(InetAddress.ofLiteral(LOCAL), port));
    resolver.setTimeout(Duration.ofSeconds(1));
    Message soa =
        Message.newQuery(Record.newRecord(Name.fromString(zone + "."), Type.SOA, DClass.IN));
    if (!Peers.waitUntil(TIMEOUT, () -> hasSerial(resolver.send(soa)))) {
      throw new IOException("serial " + serial + " of " + zone + " is not served");
    }
  }

  private boolean hasSerial(Message answer) {
    return answer.getSection(Section.ANSWER).stream()
        .anyMatch(r -> r instanceof SOARecord found && found.getSerial() == serial);
  }

  /** Restarts it with its present zones and an empty cache. */
  public void restart() throws IOException {
    close();
    server = listen();
    relay = publicAddress == null ? null : DnsRelay.inFrontOf(publicAddress, port);
  }

  /** Makes a zone unreadable, so that queries for it give SERVFAIL. */
  public void breakZone(String zone) throws IOException {
    Files.writeString(dir.resolve(zone + ".zone"), "no zone\n");
    restart();
  }

  /** Restores a zone after {@link #breakZone}. */
  public void repairZone(String zone) throws IOException {
    write(zone, records(zone));
    restart();
  }

  /** Its address as {@code host:port}. */
  public String resolver() {
    return address() + ":" + (publicAddress == null ? port : publicAddress.getPort());
  }

  /** Where it is found. */
  public String address() {
    return publicAddress == null ? LOCAL : publicAddress.getAddress().getHostAddress();
  }

  /** After that nothing listens there. */
  @Override
  public void close() throws IOException {
    if (relay != null) {
      relay.close();
    }
    server.close();
  }
}
