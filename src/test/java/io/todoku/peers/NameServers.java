package io.todoku.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Zones at two authoritative servers, {@code ns1.example.com} (127.53.0.1) and {@code
 * ns2.example.com} (127.53.0.2), that differ where only one of them is changed; and a resolver
 * (127.0.0.1) that keeps what either has told it.
 */
public final class NameServers implements AutoCloseable {

  private static final String ZONE = "example.com";
  private static final String PRIMARY = "127.53.0.1";
  private static final String SECONDARY = "127.53.0.2";
  private static final String NAME_SERVERS = "@ IN NS ns1.example.com.\n@ IN NS ns2.example.com.\n";
  private static final String ADDRESSES =
      "ns1 IN A %s\nns2 IN A %s\n".formatted(PRIMARY, SECONDARY);

  private final StartedPeers started = new StartedPeers();
  private final int port = Peers.freePort("127.0.0.1");
  private final Bind primary;
  private final Bind secondary;
  private final Bind resolver;

  private NameServers(
      Path dir, Map<String, String> primaries, Map<String, String> secondaries, String more)
      throws IOException {
    try {
      this.primary = authority(dir.resolve("ns1"), PRIMARY, primaries, "");
      this.secondary = authority(dir.resolve("ns2"), SECONDARY, secondaries, more);
      Set<String> zones = new HashSet<>(primaries.keySet());
      zones.addAll(secondaries.keySet());
      this.resolver =
          started.add(
              Bind.startForwarder(
                  Files.createDirectories(dir.resolve("resolver")),
                  port,
                  zones,
                  List.of(primary, secondary)));
    } catch (IOException | RuntimeException | Error failure) {
      started.closeAfter(failure);
      throw failure;
    }
  }

  /**
   * @param zones by name without trailing dot: records in zone-file form, without SOA and without
   *     the two servers; {@code example.com} is one of them
   */
  public static NameServers start(Path dir, Map<String, String> zones) throws IOException {
    return start(dir, zones, zones, "");
  }

  /**
   * @param primaries zones at the first server
   * @param secondaries zones at the second
   * @param more statements for the named.conf of the second
   */
  public static NameServers start(
      Path dir, Map<String, String> primaries, Map<String, String> secondaries, String more)
      throws IOException {
    Peers.require(Bind.present(), "BIND");
    return new NameServers(dir, primaries, secondaries, more);
  }

  private Bind authority(Path dir, String address, Map<String, String> zones, String more)
      throws IOException {
    Map<String, String> all = new HashMap<>(zones);
    all.replaceAll(NameServers::withNameServerAddresses);
    return started.add(
        Bind.startAuthority(
            Files.createDirectories(dir),
            new InetSocketAddress(InetAddress.ofLiteral(address), port),
            NAME_SERVERS,
            all,
            more));
  }

  private static String withNameServerAddresses(String zone, String records) {
    return zone.equals(ZONE) ? ADDRESSES + records : records;
  }

  /** Of all three: what {@code todoku.dns.authority-port} is to be. */
  public int port() {
    return port;
  }

  /** {@code ns1.example.com} */
  public Bind primary() {
    return primary;
  }

  /** {@code ns2.example.com} */
  public Bind secondary() {
    return secondary;
  }

  public Bind resolver() {
    return resolver;
  }

  /** Replaces a text in a zone's records at both servers; the resolver keeps what it has. */
  public void replaceText(String zone, String text, String other) throws IOException {
    primary.replaceText(zone, text, other);
    syncSecondary(zone);
  }

  /** Other records of a zone, written as at the start, at the first server alone. */
  public void replaceZoneAtPrimary(String zone, String records) throws IOException {
    primary.replaceZone(zone, withNameServerAddresses(zone, records));
  }

  /** The second server gets the zone as it is at the first. */
  public void syncSecondary(String zone) throws IOException {
    secondary.replaceZone(zone, primary.records(zone));
  }

  @Override
  public void close() throws Exception {
    started.close();
  }
}
