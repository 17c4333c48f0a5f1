package io.todoku.testing;

import io.todoku.peers.AwsProxy;
import io.todoku.peers.AwsTestAccounts;
import io.todoku.peers.Bind;
import io.todoku.peers.Peers;
import io.todoku.peers.Postfix;
import io.todoku.peers.StartedPeers;
import io.todoku.peers.TestKeys;
import io.todoku.snapshot.DnsLookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Two accounts with a mail server each, as an AWS API server, BIND and Postfix show them: in the
 * first all is well, in the second the server is an open relay, its name points elsewhere, and its
 * database spans one zone.
 */
public final class TwoAccountsEnvironment implements AutoCloseable {

  public static final String HEALTHY_ACCOUNT = "111111111111";
  public static final String BROKEN_ACCOUNT = "222222222222";
  public static final String REGION = "ap-northeast-1";

  private final StartedPeers started = new StartedPeers();
  private final Path dir;
  private final AwsTestAccounts accounts;
  private final Bind bind;
  private final int port = Peers.freePort("127.0.0.1");
  private final String healthyAddress;
  private final String brokenAddress;
  private final String mailRecords =
      """
      @ IN MX 10 mail
      @ IN TXT "v=spf1 mx -all"
      s1._domainkey IN TXT %s
      _dmarc IN TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
      _smtp._tls IN TXT "v=TLSRPTv1; rua=mailto:tls@example.com"
      """
          .formatted(TestKeys.dkimRecord());

  private TwoAccountsEnvironment(Path dir) throws IOException {
    this.dir = dir;
    try {
      this.accounts = started.add(AwsTestAccounts.start(dir));
      this.healthyAddress = accounts.createMailServer(HEALTHY_ACCOUNT, REGION, "mail");
      this.brokenAddress = accounts.createMailServer(BROKEN_ACCOUNT, REGION, "old");
      accounts.createDatabaseInOneZone(BROKEN_ACCOUNT, REGION, "orders");
      accounts.createSesIdentity(HEALTHY_ACCOUNT, REGION, "example.com");
      accounts.createSesIdentity(BROKEN_ACCOUNT, REGION, "example.org");
      accounts.createAddressRecord(
          HEALTHY_ACCOUNT, "example.com", "mail.example.com", null, healthyAddress);
      accounts.createAddressRecord(
          BROKEN_ACCOUNT, "example.org", "www.example.org", null, brokenAddress);
      this.bind =
          started.add(
              Bind.startResolver(
                  Files.createDirectories(dir.resolve("bind")),
                  Map.of(
                      "example.com",
                      forwardZone("192.0.2.1"),
                      "probe.example",
                      "@ IN MX 10 mx\nmx IN A 127.0.0.25\n",
                      "bl.example",
                      "2.0.0.127 IN A 127.0.0.2\n",
                      "127.in-addr.arpa",
                      "%s IN PTR mail.example.com.\n%s IN PTR old.example.com.\n"
                          .formatted(reverseLabel(healthyAddress), reverseLabel(brokenAddress))),
                  ""));
      Path good = Files.createDirectories(dir.resolve("good"));
      Path users = Files.writeString(good.resolve("users"), "postmaster x\n");
      started.add(
          Postfix.start(
              good,
              healthyAddress,
              port,
              "mail.example.com",
              Map.of(
                  "mydestination",
                  "mail.example.com, example.com",
                  "local_recipient_maps",
                  "texthash:" + users,
                  "smtpd_tls_security_level",
                  "may",
                  "smtpd_tls_chain_files",
                  certificate(good),
                  "mynetworks",
                  "192.0.2.0/24",
                  "smtpd_relay_restrictions",
                  "permit_mynetworks, reject_unauth_destination")));
      started.add(
          Postfix.start(
              Files.createDirectories(dir.resolve("bad")),
              brokenAddress,
              port,
              "old.example.com",
              Map.of("mynetworks", "127.0.0.0/8")));
    } catch (IOException | RuntimeException | Error failure) {
      started.closeAfter(failure);
      throw failure;
    }
  }

  /** Skips, or fails where peers are demanded, unless all of them are present. */
  public static TwoAccountsEnvironment start(Path dir) throws IOException {
    Peers.require(Bind.present(), "BIND");
    Peers.require(Postfix.present(), "Postfix (as root)");
    return new TwoAccountsEnvironment(dir);
  }

  private String forwardZone(String old) {
    return mailRecords + "mail IN A %s\nold IN A %s\n".formatted(healthyAddress, old);
  }

  private static String certificate(Path dir) throws IOException {
    Path file = dir.resolve("mail.pem");
    try {
      TestKeys.writePem(dir, "mail.example.com", file);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return file.toString();
  }

  private static String reverseLabel(String address) {
    String reverse = DnsLookup.reverseName(address);
    return reverse.substring(0, reverse.length() - ".127.in-addr.arpa".length());
  }

  public AwsProxy aws() {
    return accounts.proxy();
  }

  /** Environment variables that point the SDK of another process to these accounts. */
  public Map<String, String> sdkEnvironment() {
    return accounts.sdkEnvironment();
  }

  /** The same for a server that a {@link TodokuApiClient} calls. */
  public Map<String, String> serverEnvironment() {
    return TodokuApiClient.serverEnvironment(accounts);
  }

  /**
   * Starts a server that knows both accounts and notices within seconds that another has died.
   *
   * @param dir of its data, unless it has another database; existing data is used
   * @param database environment variables that point to a database; empty: H2
   */
  public TodokuApiClient startServer(Path dir, Map<String, String> database, String... arguments)
      throws IOException {
    Map<String, String> environment = serverEnvironment();
    environment.putAll(database);
    List<String> all =
        new ArrayList<>(
            List.of(
                "--spring.config.additional-location=" + configuration().toUri(),
                "--db-scheduler.heartbeat-interval=500ms",
                "--db-scheduler.missed-heartbeats-limit=4"));
    all.addAll(List.of(arguments));
    return new TodokuApiClient(
        TodokuServer.start(Files.createDirectories(dir), environment, all.toArray(String[]::new)));
  }

  /** The findings on the checklists of both accounts, without times. */
  public static String findings(TodokuApiClient api) throws IOException, InterruptedException {
    StringBuilder findings = new StringBuilder();
    for (String account : List.of(HEALTHY_ACCOUNT, BROKEN_ACCOUNT)) {
      JsonNode checklist = api.json("/accounts/" + account + "/checklist");
      findings.append(account).append(' ').append(checklist.at("/readiness").asString());
      findings.append(' ').append(checklist.at("/scan/outcome").asString()).append('\n');
      for (JsonNode item : checklist.at("/items")) {
        findings
            .append(item.at("/rule").asString())
            .append(' ')
            .append(item.at("/resource"))
            .append(' ')
            .append(item.at("/verdict").asString())
            .append(' ')
            .append(item.at("/summary").asString())
            .append('\n');
      }
    }
    return findings.toString();
  }

  public String resolver() {
    return bind.resolver();
  }

  /** TCP port on which the mail servers listen. */
  public int smtpPort() {
    return port;
  }

  public String healthyAddress() {
    return healthyAddress;
  }

  public String brokenAddress() {
    return brokenAddress;
  }

  /** Somebody corrects the A record of the second account's server. */
  public void correctAddressRecord() throws IOException {
    bind.replaceZone("example.com", forwardZone(brokenAddress));
  }

  /** A configuration file with both accounts, that asks this resolver and this port. */
  public Path configuration(String resolver, int smtpPort) throws IOException {
    Path file = Files.createTempFile(dir, "todoku", ".yaml");
    return Files.writeString(
        file,
        """
        todoku:
          dns:
            resolvers: ["%s"]
            blocklists: [bl.example]
          probe:
            port: %d
            relay-recipient: relay-test@probe.example
            helo: probe.example
            allowed-networks: ["127.0.0.0/8"]
          accounts:
            - id: "%s"
              name: Example 本番
              client: Example KK
              access: { role-arn: "%s", external-id: "x-1" }
              regions: [%s]
              mail-domains:
                - { name: example.com, dkim-selectors: [s1] }
            - id: "%s"
              name: Minato 旧基盤
              client: Minato Works
              access: { role-arn: "%s", external-id: "x-2" }
              regions: [%s]
        """
            .formatted(
                resolver,
                smtpPort,
                HEALTHY_ACCOUNT,
                AwsTestAccounts.roleArn(HEALTHY_ACCOUNT),
                REGION,
                BROKEN_ACCOUNT,
                AwsTestAccounts.roleArn(BROKEN_ACCOUNT),
                REGION));
  }

  public Path configuration() throws IOException {
    return configuration(resolver(), port);
  }

  @Override
  public void close() throws Exception {
    started.close();
  }
}
