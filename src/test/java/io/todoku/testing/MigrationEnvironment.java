package io.todoku.testing;

import io.todoku.peers.AwsProxy;
import io.todoku.peers.AwsResponses;
import io.todoku.peers.AwsTestAccounts;
import io.todoku.peers.Ec2Operations;
import io.todoku.peers.NameServers;
import io.todoku.peers.Peers;
import io.todoku.peers.Postfix;
import io.todoku.peers.StartedPeers;
import io.todoku.snapshot.DnsLookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All that the move of a mail server touches, for real: an AWS account, two name servers and a
 * resolver, a Postfix for each server.
 */
public final class MigrationEnvironment implements AutoCloseable {

  public static final String ACCOUNT = "111111111111";
  public static final String REGION = "ap-northeast-1";

  private static final String ZONE = "example.com";
  private static final String REVERSE = "127.in-addr.arpa";

  private final StartedPeers started = new StartedPeers();
  private final Path dir;
  private final Map<String, String> records;
  private final Map<String, String> ptrRecords;
  private final Map<String, String> attributes = new ConcurrentHashMap<>();
  private final Map<String, Postfix> servers = new HashMap<>();
  private final Map<String, String> sdkEnvironment;
  private final AwsProxy aws;
  private final Ec2Operations addresses;
  private final NameServers names;
  private final int smtpPort = Peers.freePort("127.0.0.1");

  /**
   * Skips, or fails where peers are demanded, unless all of them are present.
   *
   * @param records of the zone example.com, each by a word for it such as {@code mx}
   * @param pointers host names by address, with trailing dot
   */
  public MigrationEnvironment(Path dir, Map<String, String> records, Map<String, String> pointers)
      throws IOException {
    Peers.require(Postfix.present(), "Postfix (as root)");
    this.dir = dir;
    this.records = new LinkedHashMap<>(records);
    this.ptrRecords = new LinkedHashMap<>(pointers);
    try {
      AwsTestAccounts accounts = started.add(AwsTestAccounts.start(dir));
      this.aws = accounts.proxy();
      this.sdkEnvironment = accounts.sdkEnvironment();
      this.addresses = started.add(accounts.ec2Operations(ACCOUNT, REGION));
      this.names =
          started.add(
              NameServers.start(
                  Files.createDirectories(dir.resolve("names")),
                  Map.of(
                      ZONE,
                      zone(),
                      REVERSE,
                      reverse(),
                      "probe.example",
                      "@ IN MX 10 mx\nmx IN A 127.0.0.25\n")));
    } catch (IOException | RuntimeException | Error failure) {
      started.closeAfter(failure);
      throw failure;
    }
    resetAws();
  }

  public AwsProxy aws() {
    return aws;
  }

  public Ec2Operations addresses() {
    return addresses;
  }

  public NameServers names() {
    return names;
  }

  /** TCP port on which the mail servers listen. */
  public int smtpPort() {
    return smtpPort;
  }

  /** Environment variables that point the SDK of another process to the account. */
  public Map<String, String> sdkEnvironment() {
    return sdkEnvironment;
  }

  private String zone() {
    return String.join("\n", records.values()) + "\n";
  }

  private String reverse() {
    StringBuilder zone = new StringBuilder();
    ptrRecords.forEach((address, name) ->
        zone.append("%s. 300 IN PTR %s\n".formatted(DnsLookup.reverseName(address), name)));
    return zone.isEmpty() ? "nothing IN TXT nothing\n" : zone.toString();
  }

  /** AWS answers as it should again. */
  public void resetAws() {
    aws.reset();
    aws.respondWith(AwsResponses.reverseDns(attributes));
  }

  /** At the first server only; the second does not know of it yet. */
  public void publishAtPrimary(String what, String record) throws IOException {
    records.put(what, record);
    names.replaceZoneAtPrimary(ZONE, zone());
  }

  /**
   * At both servers, and nobody has anything else in a cache.
   *
   * @param what is replaced by it: {@code mx}, {@code mail}, …
   */
  public void publish(String what, String record) throws IOException {
    publishAtPrimary(what, record);
    names.syncSecondary(ZONE);
    names.resolver().restart();
  }

  public void remove(String what) throws IOException {
    records.remove(what);
    names.replaceZoneAtPrimary(ZONE, zone());
    names.syncSecondary(ZONE);
    names.resolver().restart();
  }

  /** The PTR record, as AWS or a provider sets it; an empty name: none. */
  public void setPtr(String address, String name) throws IOException {
    if (name.isEmpty()) {
      ptrRecords.remove(address);
    } else {
      ptrRecords.put(address, name + ".");
    }
    names.replaceZoneAtPrimary(REVERSE, reverse());
    names.syncSecondary(REVERSE);
    names.resolver().restart();
  }

  /** What EC2 holds of an Elastic IP's reverse name; empty: nothing. */
  public void setReverseDnsAttribute(String address, String name, String status) {
    attributes.put(
        addresses.allocationId(address),
        "<publicIp>%s</publicIp>".formatted(address)
            + (name.isEmpty() ? "" : "<ptrRecord>%s.</ptrRecord>".formatted(name))
            + (status.isEmpty()
                ? ""
                : "<ptrRecordUpdate><value>%s.</value><status>%s</status></ptrRecordUpdate>"
                    .formatted(name, status)));
  }

  public void removeReverseDnsAttribute(String address) {
    attributes.remove(addresses.allocationId(address));
  }

  /** A Postfix at this address, by this name. */
  public void startMailServer(String address, String name) throws IOException {
    stopMailServer(address);
    Postfix postfix =
        Postfix.start(
            Files.createDirectories(dir.resolve("postfix-" + address + "-" + name)),
            address,
            smtpPort,
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

  public void stopMailServer(String address) {
    Postfix before = servers.remove(address);
    if (before != null) {
      before.close();
    }
  }

  @Override
  public void close() throws Exception {
    servers.values().forEach(Postfix::close);
    started.close();
  }
}
