package io.todoku.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.account.Account;
import io.todoku.collect.dns.DnsCollector;
import io.todoku.collect.dns.DnsSettings;
import io.todoku.collect.dns.ScriptedDns;
import io.todoku.collect.dns.ScriptedReply;
import io.todoku.collect.smtp.MailboxProber;
import io.todoku.collect.smtp.OutboundSmtpCheck;
import io.todoku.collect.smtp.ProbeSettings;
import io.todoku.collect.smtp.ScriptedServer;
import io.todoku.collect.smtp.SmtpProber;
import io.todoku.snapshot.Blocklists;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.HostedZone;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailboxServer;
import io.todoku.snapshot.MailboxServer.Protocol;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.PublicAddress;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExternalChecksTests {

  private static final Account ACCOUNT = CollectTestData.account();

  private List<PublicAddress> addresses = List.of(CollectTestData.elasticIp("127.0.0.1"));

  private Observed<List<HostedZone>> zones = Observed.known(List.of());
  private List<MailboxProbes.OpenPort> openPorts = List.of();

  private final ScriptedDns dns = ScriptedDns.start();

  @AfterEach
  void stop() {
    dns.close();
  }

  /** Both parts of what the world sees. */
  private record ExternalObservations(
      SnapshotPart.DnsObservations names, SnapshotPart.MailServerObservations mailServers) {

    List<DnsLookup> lookups() {
      return Stream.concat(names.lookups().stream(), mailServers.lookups().stream()).toList();
    }

    List<MailServer> servers() {
      return mailServers.servers();
    }

    List<MailboxServer> mailboxes() {
      return mailServers.mailboxes();
    }

    Observed<List<String>> blocklists() {
      return names.blocklists();
    }

    List<Gap> gaps() {
      return Stream.concat(names.gaps().stream(), mailServers.gaps().stream()).toList();
    }
  }

  private ExternalObservations observe(ScriptedServer server, String... blocklists) {
    ProbeSettings probe =
        new ProbeSettings(
            server.port(),
            null,
            "probe.example",
            List.of("127.0.0.0/8"),
            server.port(),
            server.port());
    SmtpProber prober = new SmtpProber(probe, Clock.systemUTC());
    ExternalChecks outside =
        new ExternalChecks(
            new DnsCollector(
                new DnsSettings(List.of(dns.resolver()), List.of(blocklists), 53),
                Clock.systemUTC()),
            new MailServerProbes(prober, new OutboundSmtpCheck(prober), probe),
            new MtaStsPolicies(probe, Clock.systemUTC()),
            new MailboxProbes(new MailboxProber(probe, Clock.systemUTC())));
    SnapshotPart.DnsObservations names =
        outside.collectDns(ACCOUNT, addresses, zones, List.of(), ProgressListener.NONE);
    return new ExternalObservations(
        names, outside.probeServers(ACCOUNT, addresses, openPorts, names, ProgressListener.NONE));
  }

  private static List<String> records(ExternalObservations view, String name) {
    return view.lookups().stream()
        .filter(lookup -> lookup.name().equals(name) && lookup.type().equals("A"))
        .map(DnsLookup::answer)
        .flatMap(answer ->
            answer instanceof Known<DnsAnswer>(DnsAnswer known)
                ? known.records().stream()
                : Stream.of("unknown"))
        .toList();
  }

  @Test
  void namesThatAServerAnnouncesAreLookedUp() throws IOException {
    dns.on(
        "1.0.0.127.in-addr.arpa",
        "PTR",
        ScriptedReply.of("1.0.0.127.in-addr.arpa. 60 IN PTR localhost."));
    dns.on("mail.example.com", "A", ScriptedReply.of("mail.example.com. 60 IN A 127.0.0.1"));
    dns.on("mx.example.net", "A", ScriptedReply.of("mx.example.net. 60 IN A 192.0.2.1"));
    try (var server =
        ScriptedServer.answering(
            "220 Mail.Example.com ESMTP",
            line -> line.startsWith("EHLO") ? "250-mx.example.net\n250 SIZE" : "421 no")) {

      ExternalObservations view = observe(server);

      assertThat(records(view, "mail.example.com")).containsExactly("127.0.0.1");
      assertThat(records(view, "mx.example.net")).containsExactly("192.0.2.1");
      assertThat(view.servers()).hasSize(1);
      assertThat(view.gaps()).isEmpty();
    }
  }

  @Test
  void openMailboxPortsAreProbed() throws IOException {
    try (var server =
        ScriptedServer.answering(
            "* OK hi",
            line ->
                line.equals("a1 CAPABILITY")
                    ? "* CAPABILITY LOGINDISABLED\na1 OK"
                    : "* BYE\na2 OK")) {
      openPorts = List.of(new MailboxProbes.OpenPort("127.0.0.1", Protocol.IMAP));
      addresses = List.of();

      assertThat(observe(server).mailboxes())
          .singleElement()
          .satisfies(mailbox ->
              assertThat(
                      ((Known<MailboxServer.MailboxDialogue>) mailbox.dialogue())
                          .value()
                          .capabilities())
                  .containsExactly("LOGINDISABLED"));
    }
  }

  @Test
  void announcedTextsThatAreNotNamesAreNotLookedUp() throws IOException {
    try (var server =
        ScriptedServer.answering(
            "220 ********", line -> line.startsWith("EHLO") ? "250 localhost" : "421 no")) {

      assertThat(observe(server).lookups())
          .extracting(DnsLookup::name)
          .containsExactly("1.0.0.127.in-addr.arpa");
    }
  }

  @Test
  void recordsThatHoldAnIdleAddressAreLookedUp() throws IOException {
    PublicAddress idle =
        new PublicAddress(
            PublicAddress.AddressKind.ELASTIC_IP,
            "eipalloc-2",
            "127.0.0.2",
            "eipalloc-2",
            null,
            null,
            true,
            null,
            Map.of());
    addresses = List.of(CollectTestData.elasticIp("127.0.0.1"), idle);
    zones =
        Observed.known(
            List.of(
                new HostedZone("Z1", "example.com", Observed.known(records("127.0.0.2", 30))),
                new HostedZone("Z2", "example.net", Observed.known(records("127.0.0.1", 1)))));
    try (var server = ScriptedServer.answering("554 no", line -> null)) {

      assertThat(observe(server).lookups())
          .filteredOn(lookup -> lookup.type().equals("A"))
          .extracting(DnsLookup::name)
          .hasSize(HostedZoneLookups.MAX_NAMES)
          .contains("h0.example", "h19.example");
    }
  }

  private static List<HostedZone.RecordSet> records(String address, int many) {
    return IntStream.range(0, many)
        .mapToObj(i -> new HostedZone.RecordSet("h" + i + ".example", "A", null, List.of(address)))
        .toList();
  }

  @Test
  void addressesAreLookedUpOnlyOnListsThatWork() throws IOException {
    dns.on(
        "2.0.0.127.bl.example", "A", ScriptedReply.of("2.0.0.127.bl.example. 60 IN A 127.0.0.2"));
    dns.on(
        "2.0.0.127.all.example", "A", ScriptedReply.of("2.0.0.127.all.example. 60 IN A 127.0.0.2"));
    dns.on(
        "1.0.0.127.all.example", "A", ScriptedReply.of("1.0.0.127.all.example. 60 IN A 127.0.0.2"));
    dns.on(
        "9.0.0.127.bl.example", "A", ScriptedReply.of("9.0.0.127.bl.example. 60 IN A 127.0.0.4"));
    try (var server = ScriptedServer.answering("554 no", line -> null)) {
      addresses =
          List.of(
              CollectTestData.elasticIp("127.0.0.9"),
              CollectTestData.elasticIp("127.0.0.10"),
              CollectTestData.elasticIp("2001:db8::25"));

      ExternalObservations view = observe(server, "bl.example", "gone.example", "all.example");

      assertThat(view.blocklists())
          .isEqualTo(Observed.known(List.of("bl.example", "gone.example", "all.example")));
      assertThat(view.lookups())
          .filteredOn(lookup -> lookup.name().endsWith(".example"))
          .extracting(lookup -> lookup.name() + " " + lookup.type())
          .containsExactlyInAnyOrder(
              "2.0.0.127.bl.example A",
              "1.0.0.127.bl.example A",
              "9.0.0.127.bl.example A",
              "9.0.0.127.bl.example TXT",
              "10.0.0.127.bl.example A",
              Blocklists.testEntryName(true, "bl.example") + " A",
              "2.0.0.127.gone.example A",
              "2.0.0.127.all.example A",
              "1.0.0.127.all.example A");
    }
  }
}
