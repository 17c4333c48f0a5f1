package io.todoku.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.todoku.account.Account;
import io.todoku.collect.RecheckScope.DnsPart;
import io.todoku.collect.RecheckScope.ServerPart;
import io.todoku.collect.dns.DnsCollector;
import io.todoku.collect.dns.DnsSettings;
import io.todoku.collect.dns.ScriptedDns;
import io.todoku.collect.dns.ScriptedReply;
import io.todoku.collect.smtp.MailboxProber;
import io.todoku.collect.smtp.OutboundSmtpCheck;
import io.todoku.collect.smtp.ProbeSettings;
import io.todoku.collect.smtp.ScriptedServer;
import io.todoku.collect.smtp.SmtpProber;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.SnapshotBuilder;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A recheck makes the calls of its scope; other addresses, servers and domains are left alone. */
class RecheckObservationTests {

  private static final Account ACCOUNT =
      CollectTestData.account(
          new MailDomain("example.com", List.of("s1")),
          new MailDomain("decoy.example.net", List.of("s1")));

  private final ScriptedDns dns = ScriptedDns.start();
  private final List<String> activities = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void stop() {
    dns.close();
  }

  private static ProbeSettings probe(int port) {
    return new ProbeSettings(port, null, "probe.example", List.of("127.0.0.0/8"), port, port);
  }

  private AccountCollector collector(int port) {
    ProbeSettings probe = probe(port);
    SmtpProber prober = new SmtpProber(probe, Clock.systemUTC());
    return new AccountCollector(
        mock(),
        new DnsCollector(
            new DnsSettings(List.of(dns.resolver()), List.of(), 53), Clock.systemUTC()),
        new MailServerProbes(prober, new OutboundSmtpCheck(prober), probe),
        new MtaStsPolicies(probe, Clock.systemUTC()),
        new MailboxProbes(new MailboxProber(probe, Clock.systemUTC())),
        Clock.systemUTC());
  }

  private ExternalChecks checks(int port, String... blocklists) {
    ProbeSettings probe = probe(port);
    SmtpProber prober = new SmtpProber(probe, Clock.systemUTC());
    return new ExternalChecks(
        new DnsCollector(
            new DnsSettings(List.of(dns.resolver()), List.of(blocklists), 53), Clock.systemUTC()),
        new MailServerProbes(prober, new OutboundSmtpCheck(prober), probe),
        new MtaStsPolicies(probe, Clock.systemUTC()),
        new MailboxProbes(new MailboxProber(probe, Clock.systemUTC())));
  }

  private static RecheckScope scope(
      List<String> addresses,
      List<String> domains,
      List<DnsPart> questions,
      List<ServerPart> servers,
      List<String> blocklisted) {
    return new RecheckScope(
        List.of(),
        addresses,
        domains,
        List.of(),
        questions,
        servers,
        List.of(),
        domains,
        blocklisted);
  }

  private SnapshotPart.DnsObservations names(RecheckScope scope, int port, String... blocklists) {
    return checks(port, blocklists)
        .collectDns(
            scope,
            ACCOUNT,
            SnapshotParts.within(scope),
            (stage, state, activity) -> activities.add(activity));
  }

  @Test
  void anAddressIsAskedForItsNamesOnly() {
    dns.on(
        "1.0.0.127.in-addr.arpa",
        "PTR",
        ScriptedReply.of("1.0.0.127.in-addr.arpa. 60 IN PTR mail.example.com."));
    dns.on("mail.example.com", "A", ScriptedReply.of("mail.example.com. 60 IN A 127.0.0.1"));

    SnapshotPart.DnsObservations found =
        names(scope(List.of("127.0.0.1"), List.of(), List.of(), List.of(), List.of()), 25);

    assertThat(dns.questions())
        .containsExactlyInAnyOrder("1.0.0.127.in-addr.arpa PTR", "mail.example.com A");
    assertThat(found.lookups())
        .extracting(lookup -> lookup.name() + " " + lookup.type())
        .containsExactlyInAnyOrder("1.0.0.127.in-addr.arpa PTR", "mail.example.com A");
    assertThat(found.gaps()).isEmpty();
  }

  /** Each waits until all are being asked. */
  @Test
  void questionsAreAskedSideBySide() {
    List<DnsPart> questions =
        IntStream.range(0, 20).mapToObj(i -> new DnsPart("n" + i + ".example.com", "A")).toList();
    CountDownLatch asked = new CountDownLatch(questions.size());
    RecheckScope scope = scope(List.of(), List.of(), questions, List.of(), List.of());

    checks(25)
        .collectDns(
            scope,
            ACCOUNT,
            SnapshotParts.within(scope),
            (stage, state, activity) -> {
              asked.countDown();
              try {
                activities.add(String.valueOf(asked.await(10, TimeUnit.SECONDS)));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });

    assertThat(activities).hasSize(questions.size()).containsOnly("true");
  }

  @Test
  void aDomainIsAskedForItsRecordsAndTheOtherDomainIsNot() {
    names(scope(List.of(), List.of("example.com"), List.of(), List.of(), List.of()), 25);

    assertThat(dns.questions())
        .contains("example.com MX", "example.com TXT", "_dmarc.example.com TXT")
        .contains("s1._domainkey.example.com TXT")
        .noneMatch(question -> question.contains("decoy"));
  }

  @Test
  void aQuestionWithoutAnAnswerIsUnknownAndNoGapOfTheAccount() {
    dns.on("mail.example.com", "A", ScriptedReply.rcode(2));

    SnapshotPart.DnsObservations found =
        names(
            scope(
                List.of(),
                List.of(),
                List.of(new DnsPart("mail.example.com", "A")),
                List.of(),
                List.of()),
            25);

    assertThat(found.lookups())
        .extracting(DnsLookup::answer)
        .hasOnlyElementsOfType(Observed.Unknown.class);
    assertThat(found.gaps()).isEmpty();
    assertThat(found.stageFailed()).isFalse();
  }

  @Test
  void blocklistsAreAskedForTheAddressAlone() {
    dns.on(
        "2.0.0.127.bl.example", "A", ScriptedReply.of("2.0.0.127.bl.example. 60 IN A 127.0.0.2"));

    names(
        scope(List.of(), List.of(), List.of(), List.of(), List.of("192.0.2.7")), 25, "bl.example");

    assertThat(dns.questions())
        .contains("7.2.0.192.bl.example A")
        .noneMatch(question -> question.startsWith("8.2.0.192"));
  }

  @Test
  void onlyTheServerOfTheScopeIsProbed() throws Exception {
    try (var server = ScriptedServer.answering("220 mail.example.com", line -> "250 ok")) {
      RecheckScope scope =
          scope(
              List.of(),
              List.of(),
              List.of(),
              List.of(new ServerPart("127.0.0.1", List.of("example.com"))),
              List.of());
      SnapshotPart.DnsObservations found = names(scope, server.port());

      SnapshotPart.MailServerObservations probed =
          checks(server.port())
              .probeServers(scope, found, (stage, state, activity) -> activities.add(activity));

      assertThat(probed.servers()).extracting(MailServer::address).containsExactly("127.0.0.1");
      assertThat(activities).contains("0/1 127.0.0.1:" + server.port());
      assertThat(dns.questions()).noneMatch(question -> question.contains("decoy"));
      assertThat(probed.servers().getFirst().dialogue()).isInstanceOf(Observed.Known.class);
    }
  }

  @Test
  void aServerThatIsSilentIsUnknownAndNoGapOfTheAccount() {
    RecheckScope scope =
        scope(
            List.of(),
            List.of(),
            List.of(),
            List.of(new ServerPart("192.0.2.7", List.of("example.com"))),
            List.of());
    SmtpProber silent = mock();
    when(silent.probe(any(), anyBoolean()))
        .thenReturn(
            new MailServer(
                "192.0.2.7",
                25,
                Clock.systemUTC().instant(),
                Observed.unknown(Reason.of(ReasonKind.TIMEOUT, "192.0.2.7:25", ""))));
    ExternalChecks checks =
        new ExternalChecks(
            new DnsCollector(
                new DnsSettings(List.of(dns.resolver()), List.of(), 53), Clock.systemUTC()),
            new MailServerProbes(silent, new OutboundSmtpCheck(silent), probe(25)),
            new MtaStsPolicies(probe(25), Clock.systemUTC()),
            new MailboxProbes(new MailboxProber(probe(25), Clock.systemUTC())));

    SnapshotPart.MailServerObservations probed =
        checks.probeServers(scope, names(scope, 25), (stage, state, activity) -> {});

    assertThat(probed.servers())
        .extracting(MailServer::dialogue)
        .hasOnlyElementsOfType(Observed.Unknown.class);
    assertThat(probed.gaps()).isEmpty();
  }

  @Test
  void anAddressThatWasReleasedSinceTheScanIsNotProbed() throws Exception {
    try (var server = ScriptedServer.answering("220 mail.example.com", line -> "250 ok")) {
      RecheckScope scope =
          scope(
              List.of(),
              List.of(),
              List.of(),
              List.of(
                  new ServerPart("127.0.0.1", List.of()), new ServerPart("127.0.0.2", List.of())),
              List.of());
      RegionInventory now =
          SnapshotBuilder.aSnapshot().withSender("127.0.0.1").build().knownRegions().getFirst();
      SnapshotParts before =
          SnapshotParts.within(scope)
              .with(
                  Map.of(
                      Cell.of(now.name()),
                      new SnapshotPart.RegionResources(now, List.of()),
                      Cell.of(Cell.Source.DNS),
                      names(scope, server.port())));

      SnapshotPart part =
          collector(server.port())
              .collect(
                  Cell.of(Cell.Source.SERVERS), ACCOUNT, before, (stage, state, activity) -> {});

      assertThat(((SnapshotPart.MailServerObservations) part).servers())
          .extracting(MailServer::address)
          .containsExactly("127.0.0.1");
    }
  }

  @Test
  void withoutAnInventoryThatWasReadNowNothingIsProbed() throws Exception {
    try (var server = ScriptedServer.answering("220 mail.example.com", line -> "250 ok")) {
      RecheckScope scope =
          scope(
              List.of(),
              List.of(),
              List.of(),
              List.of(new ServerPart("127.0.0.1", List.of())),
              List.of());
      SnapshotParts before =
          SnapshotParts.within(scope)
              .with(
                  Map.of(
                      Cell.of("eu-west-1"),
                      SnapshotPart.unavailable(
                          Cell.of("eu-west-1"), Reason.of(ReasonKind.DENIED, "ec2", "")),
                      Cell.of(Cell.Source.DNS),
                      names(scope, server.port())));

      collector(server.port())
          .collect(Cell.of(Cell.Source.SERVERS), ACCOUNT, before, (stage, state, activity) -> {});

      assertThat(server.connections()).isZero();
    }
  }
}
