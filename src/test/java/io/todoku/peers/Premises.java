package io.todoku.peers;

import io.todoku.snapshot.DnsLookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All that the move of a mail server touches, for real: an AWS account, two name servers and a
 * resolver, a Postfix for each server.
 */
public class Premises implements AutoCloseable {

  public static final String ACCOUNT = "111111111111";
  public static final String REGION = "ap-northeast-1";

  private static final String ZONE = "example.com";
  private static final String REVERSE = "127.in-addr.arpa";

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Path dir;
  private final Map<String, String> records;
  private final Map<String, String> pointers;
  private final Map<String, String> attributes = new ConcurrentHashMap<>();
  private final Map<String, Postfix> servers = new HashMap<>();
  public final AwsProxy aws;
  public final ElasticIps addresses;
  public final NameServers names;

  /** TCP port on which the mail servers listen. */
  public final int port = Peers.freePort("127.0.0.1");

  /**
   * Skips, or fails where peers are demanded, unless all of them are present.
   *
   * @param records of the zone example.com, each by a word for it such as {@code mx}
   * @param pointers host names by address, with trailing dot
   */
  public Premises(Path dir, Map<String, String> records, Map<String, String> pointers)
      throws IOException {
    Peers.require(Moto.present(), "moto_server");
    Peers.require(Postfix.present(), "Postfix (as root)");
    this.dir = dir;
    this.records = new LinkedHashMap<>(records);
    this.pointers = new LinkedHashMap<>(pointers);
    Moto moto = toClose(Moto.start(dir));
    this.aws = toClose(AwsProxy.before(moto));
    this.addresses = toClose(new ElasticIps(new AwsWorld(moto.endpoint()), ACCOUNT, REGION));
    this.names =
        toClose(
            NameServers.start(
                Files.createDirectories(dir.resolve("names")),
                Map.of(
                    ZONE,
                    zone(),
                    REVERSE,
                    reverse(),
                    "probe.example",
                    "@ IN MX 10 mx\nmx IN A 127.0.0.25\n")));
    calm();
  }

  protected final <T extends AutoCloseable> T toClose(T part) {
    started.push(part);
    return part;
  }

  private String zone() {
    return String.join("\n", records.values()) + "\n";
  }

  private String reverse() {
    StringBuilder zone = new StringBuilder();
    pointers.forEach((address, name) ->
        zone.append("%s. 300 IN PTR %s\n".formatted(DnsLookup.reverseName(address), name)));
    return zone.isEmpty() ? "nothing IN TXT nothing\n" : zone.toString();
  }

  /** AWS answers as it should again. */
  public final void calm() {
    aws.calm();
    aws.script(AwsAnswers.reverseDns(attributes));
  }

  /** At the first server only; the second does not know of it yet. */
  public final void publishAtFirst(String what, String record) throws IOException {
    records.put(what, record);
    names.changeAtFirst(ZONE, zone());
  }

  /**
   * At both servers, and nobody has anything else in a cache.
   *
   * @param what is replaced by it: {@code mx}, {@code mail}, …
   */
  public final void publish(String what, String record) throws IOException {
    publishAtFirst(what, record);
    names.catchUp(ZONE);
    names.resolver().restart();
  }

  public final void remove(String what) throws IOException {
    records.remove(what);
    names.changeAtFirst(ZONE, zone());
    names.catchUp(ZONE);
    names.resolver().restart();
  }

  /** The PTR record, as AWS or a provider sets it; an empty name: none. */
  public final void point(String address, String name) throws IOException {
    if (name.isEmpty()) {
      pointers.remove(address);
    } else {
      pointers.put(address, name + ".");
    }
    names.changeAtFirst(REVERSE, reverse());
    names.catchUp(REVERSE);
    names.resolver().restart();
  }

  /** What EC2 holds of an Elastic IP's reverse name; empty: nothing. */
  public final void attribute(String address, String name, String status) {
    attributes.put(
        addresses.allocationId(address),
        "<publicIp>%s</publicIp>".formatted(address)
            + (name.isEmpty() ? "" : "<ptrRecord>%s.</ptrRecord>".formatted(name))
            + (status.isEmpty()
                ? ""
                : "<ptrRecordUpdate><value>%s.</value><status>%s</status></ptrRecordUpdate>"
                    .formatted(name, status)));
  }

  public final void noAttribute(String address) {
    attributes.remove(addresses.allocationId(address));
  }

  /** A Postfix at this address, by this name. */
  public final void serve(String address, String name) throws IOException {
    stopServing(address);
    Postfix postfix =
        Postfix.start(
            Files.createDirectories(dir.resolve("postfix-" + address + "-" + name)),
            address,
            port,
            name,
            Map.of(
                "mydestination",
                "$myhostname, example.com",
                "mynetworks",
                "192.0.2.0/24",
                "smtpd_relay_restrictions",
                "permit_mynetworks, reject_unauth_destination"));
    servers.put(address, postfix);
  }

  public final void stopServing(String address) {
    Postfix before = servers.remove(address);
    if (before != null) {
      before.close();
    }
  }

  @Override
  public final void close() throws Exception {
    servers.values().forEach(Postfix::close);
    while (!started.isEmpty()) {
      started.pop().close();
    }
  }
}
