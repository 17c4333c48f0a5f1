package io.todoku.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.account.Account;
import io.todoku.collect.dns.DnsCollector;
import io.todoku.collect.dns.DnsSettings;
import io.todoku.collect.dns.Reply;
import io.todoku.collect.dns.ScriptedDns;
import io.todoku.collect.smtp.MailboxProber;
import io.todoku.collect.smtp.ProbeSettings;
import io.todoku.collect.smtp.ScriptedServer;
import io.todoku.collect.smtp.SmtpProber;
import io.todoku.collect.smtp.WayOut;
import io.todoku.snapshot.Blocklists;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.HostedZone;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.Mailbox;
import io.todoku.snapshot.Mailbox.Protocol;
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

class OutsideTests {

  private static final Account ACCOUNT = Plain.account();

  private List<PublicAddress> addresses = List.of(Plain.elasticIp("127.0.0.1"));

  private Observed<List<HostedZone>> zones = Observed.known(List.of());
  private List<Mailboxes.Door> doors = List.of();

  private final ScriptedDns dns = ScriptedDns.start();

  @AfterEach
  void stop() {
    dns.close();
  }

  /** Both parts of what the world sees. */
  private record View(Part.Names names, Part.Servers asked) {

    List<DnsLookup> lookups() {
      return Stream.concat(names.lookups().stream(), asked.lookups().stream()).toList();
    }

    List<MailServer> servers() {
      return asked.servers();
    }

    List<Mailbox> mailboxes() {
      return asked.mailboxes();
    }

    Observed<List<String>> blocklists() {
      return names.blocklists();
    }

    List<Gap> gaps() {
      return Stream.concat(names.gaps().stream(), asked.gaps().stream()).toList();
    }
  }

  private View look(ScriptedServer server, String... blocklists) {
    ProbeSettings probe =
        new ProbeSettings(
            server.port(),
            null,
            "probe.example",
            List.of("127.0.0.0/8"),
            server.port(),
            server.port());
    SmtpProber prober = new SmtpProber(probe, Clock.systemUTC());
    Outside outside =
        new Outside(
            new DnsCollector(
                new DnsSettings(List.of(dns.resolver()), List.of(blocklists), 53),
                Clock.systemUTC()),
            new MailServers(prober, new WayOut(prober), probe),
            new WebPolicies(probe, Clock.systemUTC()),
            new Mailboxes(new MailboxProber(probe, Clock.systemUTC())));
    Part.Names names = outside.names(ACCOUNT, addresses, zones, Progress.SILENT);
    return new View(names, outside.servers(ACCOUNT, addresses, doors, names, Progress.SILENT));
  }

  private static List<String> records(View view, String name) {
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
  void followsTheNamesThatAServerGivesItself() throws IOException {
    dns.on(
        "1.0.0.127.in-addr.arpa", "PTR", Reply.of("1.0.0.127.in-addr.arpa. 60 IN PTR localhost."));
    dns.on("mail.example.com", "A", Reply.of("mail.example.com. 60 IN A 127.0.0.1"));
    dns.on("mx.example.net", "A", Reply.of("mx.example.net. 60 IN A 192.0.2.1"));
    try (var server =
        ScriptedServer.answering(
            "220 Mail.Example.com ESMTP",
            line -> line.startsWith("EHLO") ? "250-mx.example.net\n250 SIZE" : "421 no")) {

      View view = look(server);

      assertThat(records(view, "mail.example.com")).containsExactly("127.0.0.1");
      assertThat(records(view, "mx.example.net")).containsExactly("192.0.2.1");
      assertThat(view.servers()).hasSize(1);
      assertThat(view.gaps()).isEmpty();
    }
  }

  @Test
  void asksTheMailboxesThatAreOpen() throws IOException {
    try (var server =
        ScriptedServer.answering(
            "* OK hi",
            line ->
                line.equals("a1 CAPABILITY")
                    ? "* CAPABILITY LOGINDISABLED\na1 OK"
                    : "* BYE\na2 OK")) {
      doors = List.of(new Mailboxes.Door("127.0.0.1", Protocol.IMAP));
      addresses = List.of();

      assertThat(look(server).mailboxes())
          .singleElement()
          .satisfies(mailbox ->
              assertThat(((Known<Mailbox.Dialogue>) mailbox.dialogue()).value().capabilities())
                  .containsExactly("LOGINDISABLED"));
    }
  }

  @Test
  void asksNothingOfWhatIsNoName() throws IOException {
    try (var server =
        ScriptedServer.answering(
            "220 ********", line -> line.startsWith("EHLO") ? "250 localhost" : "421 no")) {

      assertThat(look(server).lookups())
          .extracting(DnsLookup::name)
          .containsExactly("1.0.0.127.in-addr.arpa");
    }
  }

  @Test
  void asksWhetherDnsServesTheRecordsThatHoldAnIdleAddress() throws IOException {
    PublicAddress idle =
        new PublicAddress(
            PublicAddress.Kind.ELASTIC_IP,
            "eipalloc-2",
            "127.0.0.2",
            "eipalloc-2",
            null,
            null,
            true,
            null,
            Map.of());
    addresses = List.of(Plain.elasticIp("127.0.0.1"), idle);
    zones =
        Observed.known(
            List.of(
                new HostedZone("Z1", "example.com", Observed.known(records("127.0.0.2", 30))),
                new HostedZone("Z2", "example.net", Observed.known(records("127.0.0.1", 1)))));
    try (var server = ScriptedServer.answering("554 no", line -> null)) {

      assertThat(look(server).lookups())
          .filteredOn(lookup -> lookup.type().equals("A"))
          .extracting(DnsLookup::name)
          .hasSize(ZoneQuestions.MAX_NAMES)
          .contains("h0.example", "h19.example");
    }
  }

  private static List<HostedZone.RecordSet> records(String address, int many) {
    return IntStream.range(0, many)
        .mapToObj(i -> new HostedZone.RecordSet("h" + i + ".example", "A", null, List.of(address)))
        .toList();
  }

  @Test
  void asksOnlyListsThatWorkForAddresses() throws IOException {
    dns.on("2.0.0.127.bl.example", "A", Reply.of("2.0.0.127.bl.example. 60 IN A 127.0.0.2"));
    dns.on("2.0.0.127.all.example", "A", Reply.of("2.0.0.127.all.example. 60 IN A 127.0.0.2"));
    dns.on("1.0.0.127.all.example", "A", Reply.of("1.0.0.127.all.example. 60 IN A 127.0.0.2"));
    dns.on("9.0.0.127.bl.example", "A", Reply.of("9.0.0.127.bl.example. 60 IN A 127.0.0.4"));
    try (var server = ScriptedServer.answering("554 no", line -> null)) {
      addresses =
          List.of(
              Plain.elasticIp("127.0.0.9"),
              Plain.elasticIp("127.0.0.10"),
              Plain.elasticIp("2001:db8::25"));

      View view = look(server, "bl.example", "gone.example", "all.example");

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
              Blocklists.testEntry(true, "bl.example") + " A",
              "2.0.0.127.gone.example A",
              "2.0.0.127.all.example A",
              "1.0.0.127.all.example A");
    }
  }
}
