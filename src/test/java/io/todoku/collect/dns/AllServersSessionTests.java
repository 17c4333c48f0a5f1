package io.todoku.collect.dns;

import static io.todoku.collect.dns.DnsFixture.known;
import static io.todoku.collect.dns.DnsFixture.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.DnsServerAnswer;
import io.todoku.snapshot.DnsServerAnswer.DnsServerRole;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Rcode;

class AllServersSessionTests {

  private static final String NAME = "mail.example.com";

  private final ScriptedZone zone = new ScriptedZone();

  @AfterEach
  void stop() {
    zone.close();
  }

  private static Observed<DnsAnswer> answered(String record, long ttl) {
    return Observed.known(new DnsAnswer(Status.ANSWERED, List.of(record), List.of(), ttl));
  }

  private NameView view() {
    return zone.session().view(NAME, "A");
  }

  @Test
  void eachServersOwnAnswerIsShown() {
    zone.withoutZoneCut(NAME);
    zone.ns1.on(NAME, "A", ScriptedReply.authoritativeOf(NAME + ". 300 IN A 192.0.2.2"));
    zone.ns2.on(NAME, "A", ScriptedReply.authoritativeOf(NAME + ". 3600 IN A 192.0.2.1"));
    zone.resolver.on(NAME, "A", ScriptedReply.of(NAME + ". 17 IN A 192.0.2.1"));

    assertThat(view())
        .isEqualTo(
            new NameView(
                NAME,
                "A",
                Observed.known("example.com"),
                List.of(),
                List.of(
                    new DnsServerAnswer(
                        DnsServerRole.AUTHORITATIVE,
                        "ns1.example.com",
                        ScriptedZone.NS1,
                        DnsFixture.NOW,
                        answered("192.0.2.2", 300)),
                    new DnsServerAnswer(
                        DnsServerRole.AUTHORITATIVE,
                        "ns2.example.com",
                        ScriptedZone.NS2,
                        DnsFixture.NOW,
                        answered("192.0.2.1", 3600)),
                    new DnsServerAnswer(
                        DnsServerRole.RESOLVER,
                        zone.resolver.resolver(),
                        "127.0.0.1",
                        DnsFixture.NOW,
                        answered("192.0.2.1", 17)))));
  }

  @Test
  void onlyResolversAreAskedWithRecursion() {
    Queue<String> wishes = new ConcurrentLinkedQueue<>();
    zone.withoutZoneCut(NAME);
    ScriptedReply reply = ScriptedReply.authoritativeOf(NAME + ". 300 IN A 192.0.2.1");
    zone.atBothServers(
        NAME,
        "A",
        query -> {
          wishes.add("authority " + query.getHeader().getFlag(Flags.RD));
          return reply.answer(query);
        });
    zone.resolver.on(
        NAME,
        "A",
        query -> {
          wishes.add("resolver " + query.getHeader().getFlag(Flags.RD));
          return reply.answer(query);
        });

    view();

    assertThat(wishes)
        .containsExactlyInAnyOrder("authority false", "authority false", "resolver true");
  }

  @Test
  void eachResolverIsAsked() {
    zone.everywhere(NAME, "A", NAME + ". 300 IN A 192.0.2.1");
    try (ScriptedDns other =
        ScriptedDns.start().on(NAME, "A", ScriptedReply.rcode(Rcode.NXDOMAIN))) {
      NameView view =
          DnsFixture.allServersSession(
                  DnsFixture.LONG_LIMITS,
                  zone.port,
                  address -> true,
                  zone.resolver.resolver(),
                  other.resolver())
              .view(NAME, "A");

      assertThat(view.answers().subList(2, 4))
          .extracting(DnsServerAnswer::server, said -> known(said.answer()).status())
          .containsExactly(
              tuple(zone.resolver.resolver(), Status.ANSWERED),
              tuple(other.resolver(), Status.NXDOMAIN));
    }
  }

  @Test
  void recordsAreSorted() {
    zone.everywhere(NAME, "A", NAME + ". 300 IN A 192.0.2.2", NAME + ". 300 IN A 192.0.2.1");

    assertThat(view().answers())
        .allSatisfy(said ->
            assertThat(known(said.answer()).records()).containsExactly("192.0.2.1", "192.0.2.2"));
  }

  @Test
  void zoneAndServersAreFoundOnceForManyNames() {
    zone.everywhere(NAME, "A", NAME + ". 300 IN A 192.0.2.1");
    zone.everywhere("www.example.com", "A", "www.example.com. 300 IN A 192.0.2.1");
    AllServersSession views = zone.session();

    views.view(NAME, "A");
    views.view("www.example.com", "A");

    assertThat(zone.resolver.asked("example.com", "SOA")).isEqualTo(1);
    assertThat(zone.resolver.asked("example.com", "NS")).isEqualTo(1);
    assertThat(zone.resolver.asked("ns1.example.com", "A")).isEqualTo(1);
    assertThat(zone.ns1.askedAtAll()).isEqualTo(2);
  }

  @Test
  void questionsAtTheSameTimeAreLimited() {
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch oneTooMany = new CountDownLatch(2);
    ScriptedReply reply = ScriptedReply.authoritativeOf(NAME + ". 300 IN A 192.0.2.1");
    ScriptedDns.AnswerScript slow =
        query -> {
          most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
          oneTooMany.countDown();
          awaitBriefly(oneTooMany);
          underWay.decrementAndGet();
          return reply.answer(query);
        };
    zone.withoutZoneCut(NAME).atBothServers(NAME, "A", slow).resolver.on(NAME, "A", slow);

    NameView view =
        DnsFixture.allServersSession(
                new DnsLimits(Duration.ofSeconds(10), 1, 1),
                zone.port,
                address -> true,
                zone.resolver.resolver())
            .view(NAME, "A");

    assertThat(view.answers()).hasSize(3);
    assertThat(most).hasValue(1);
  }

  private static void awaitBriefly(CountDownLatch latch) {
    try {
      latch.await(100, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whenTheZoneIsUnknownTheAuthoritativeAnswerIsUnknown() {
    zone.resolver.on(NAME, "SOA", ScriptedReply.rcode(Rcode.SERVFAIL));
    zone.resolver.on(NAME, "A", ScriptedReply.of(NAME + ". 300 IN A 192.0.2.1"));

    NameView view = view();

    Reason reason =
        Reason.of(ReasonKind.SERVFAIL, NAME + " SOA @" + zone.resolver.resolver(), "SERVFAIL");
    assertThat(unknown(view.zone())).isEqualTo(reason);
    assertThat(view.answers())
        .extracting(DnsServerAnswer::role)
        .containsExactly(DnsServerRole.AUTHORITATIVE, DnsServerRole.RESOLVER);
    assertThat(unknown(view.answers().getFirst().answer())).isEqualTo(reason);
    assertThat(known(view.answers().getLast().answer()).records()).containsExactly("192.0.2.1");
  }

  @Test
  void aServerWithoutAddressIsShownAsUnknown() {
    zone.everywhere(NAME, "A", NAME + ". 300 IN A 192.0.2.1").address("ns2.example.com");

    DnsServerAnswer second = view().answers().get(1);

    assertThat(second.server()).isEqualTo("ns2.example.com");
    assertThat(second.address()).isEmpty();
    assertThat(unknown(second.answer()))
        .isEqualTo(Reason.of(ReasonKind.INCONCLUSIVE, "ns2.example.com AAAA", "NODATA"));
  }

  @Test
  void aServerAtAnAddressThatIsNotAllowedIsNotAsked() {
    zone.everywhere(NAME, "A", NAME + ". 300 IN A 192.0.2.1");

    NameView view = zone.session(address -> !address.equals(ScriptedZone.NS2)).view(NAME, "A");

    assertThat(zone.ns1.askedAtAll()).isEqualTo(1);
    assertThat(zone.ns2.askedAtAll()).isZero();
    assertThat(view.answers().get(1).address()).isEqualTo(ScriptedZone.NS2);
    assertThat(unknown(view.answers().get(1).answer()))
        .isEqualTo(
            new Reason(
                ReasonKind.NOT_ALLOWED,
                "ns2.example.com " + ScriptedZone.NS2,
                "",
                "todoku.probe.allowed-networks"));
  }

  @Test
  void afterTheDeadlineNoQuestionIsStarted() {
    DnsLimits limits = new DnsLimits(Duration.ofSeconds(10), 1, 1, Duration.ZERO);

    NameView view =
        DnsFixture.allServersSession(limits, zone.port, address -> true, zone.resolver.resolver())
            .view(NAME, "A");

    assertThat(zone.resolver.askedAtAll()).isZero();
    assertThat(view.answers())
        .extracting(said -> unknown(said.answer()))
        .containsExactly(
            Reason.of(ReasonKind.TIMEOUT, NAME + " SOA", "0 s for all questions of one scan"),
            Reason.of(
                ReasonKind.TIMEOUT,
                NAME + " A @" + zone.resolver.resolver(),
                "0 s for all questions together"));
  }

  @Test
  void aTextThatIsNotADnsNameIsNotAsked() {
    NameView view = zone.session().view("a..example.com", "A");

    assertThat(zone.resolver.askedAtAll()).isZero();
    assertThat(view.answers())
        .extracting(DnsServerAnswer::role, said -> unknown(said.answer()))
        .containsExactly(
            tuple(
                DnsServerRole.AUTHORITATIVE,
                Reason.of(ReasonKind.MALFORMED, "a..example.com A", "not a DNS name")),
            tuple(
                DnsServerRole.RESOLVER,
                Reason.of(ReasonKind.MALFORMED, "a..example.com A", "not a DNS name")));
  }

  @Test
  void aTypeThatDoesNotExistIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> zone.session().view(NAME, "AAA"))
        .withMessage("no DNS record type: AAA");
  }
}
