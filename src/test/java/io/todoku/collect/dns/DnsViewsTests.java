package io.todoku.collect.dns;

import static io.todoku.collect.dns.Lookups.known;
import static io.todoku.collect.dns.Lookups.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.ServerAnswer;
import io.todoku.snapshot.ServerAnswer.Role;
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

class DnsViewsTests {

  private static final String NAME = "mail.example.com";

  private final ScriptedZone zone = new ScriptedZone();

  @AfterEach
  void stop() {
    zone.close();
  }

  private static Observed<DnsAnswer> answered(String record, long ttl) {
    return Observed.known(new DnsAnswer(Status.ANSWERED, List.of(record), List.of(), ttl));
  }

  private NameView look() {
    return zone.views().look(NAME, "A");
  }

  @Test
  void showsEachServerAsItIs() {
    zone.inside(NAME);
    zone.ns1.on(NAME, "A", Reply.byAuthority(NAME + ". 300 IN A 192.0.2.2"));
    zone.ns2.on(NAME, "A", Reply.byAuthority(NAME + ". 3600 IN A 192.0.2.1"));
    zone.resolver.on(NAME, "A", Reply.of(NAME + ". 17 IN A 192.0.2.1"));

    assertThat(look())
        .isEqualTo(
            new NameView(
                NAME,
                "A",
                Observed.known("example.com"),
                List.of(),
                List.of(
                    new ServerAnswer(
                        Role.AUTHORITATIVE,
                        "ns1.example.com",
                        ScriptedZone.NS1,
                        Lookups.NOW,
                        answered("192.0.2.2", 300)),
                    new ServerAnswer(
                        Role.AUTHORITATIVE,
                        "ns2.example.com",
                        ScriptedZone.NS2,
                        Lookups.NOW,
                        answered("192.0.2.1", 3600)),
                    new ServerAnswer(
                        Role.RESOLVER,
                        zone.resolver.resolver(),
                        "127.0.0.1",
                        Lookups.NOW,
                        answered("192.0.2.1", 17)))));
  }

  @Test
  void asksAuthoritiesWithoutRecursionAndResolversWithIt() {
    Queue<String> wishes = new ConcurrentLinkedQueue<>();
    zone.inside(NAME);
    Reply reply = Reply.byAuthority(NAME + ". 300 IN A 192.0.2.1");
    zone.both(
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

    look();

    assertThat(wishes)
        .containsExactlyInAnyOrder("authority false", "authority false", "resolver true");
  }

  @Test
  void asksEachResolver() {
    zone.all(NAME, "A", NAME + ". 300 IN A 192.0.2.1");
    try (ScriptedDns other = ScriptedDns.start().on(NAME, "A", Reply.rcode(Rcode.NXDOMAIN))) {
      NameView view =
          Lookups.views(
                  Lookups.PATIENT,
                  zone.port,
                  address -> true,
                  zone.resolver.resolver(),
                  other.resolver())
              .look(NAME, "A");

      assertThat(view.answers().subList(2, 4))
          .extracting(ServerAnswer::server, said -> known(said.answer()).status())
          .containsExactly(
              tuple(zone.resolver.resolver(), Status.ANSWERED),
              tuple(other.resolver(), Status.NXDOMAIN));
    }
  }

  @Test
  void sortsRecordsThatServersTurn() {
    zone.all(NAME, "A", NAME + ". 300 IN A 192.0.2.2", NAME + ". 300 IN A 192.0.2.1");

    assertThat(look().answers())
        .allSatisfy(said ->
            assertThat(known(said.answer()).records()).containsExactly("192.0.2.1", "192.0.2.2"));
  }

  @Test
  void findsZoneAndServersOnceForManyNames() {
    zone.all(NAME, "A", NAME + ". 300 IN A 192.0.2.1");
    zone.all("www.example.com", "A", "www.example.com. 300 IN A 192.0.2.1");
    DnsViews views = zone.views();

    views.look(NAME, "A");
    views.look("www.example.com", "A");

    assertThat(zone.resolver.asked("example.com", "SOA")).isEqualTo(1);
    assertThat(zone.resolver.asked("example.com", "NS")).isEqualTo(1);
    assertThat(zone.resolver.asked("ns1.example.com", "A")).isEqualTo(1);
    assertThat(zone.ns1.askedAtAll()).isEqualTo(2);
  }

  @Test
  void keepsNoMoreQuestionsUnderWayThanAllowed() {
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch oneTooMany = new CountDownLatch(2);
    Reply reply = Reply.byAuthority(NAME + ". 300 IN A 192.0.2.1");
    ScriptedDns.Script slow =
        query -> {
          most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
          oneTooMany.countDown();
          awaitBriefly(oneTooMany);
          underWay.decrementAndGet();
          return reply.answer(query);
        };
    zone.inside(NAME).both(NAME, "A", slow).resolver.on(NAME, "A", slow);

    NameView view =
        Lookups.views(
                new DnsLimits(Duration.ofSeconds(10), 1, 1),
                zone.port,
                address -> true,
                zone.resolver.resolver())
            .look(NAME, "A");

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
  void withoutAZoneNoAuthorityHasAnswered() {
    zone.resolver.on(NAME, "SOA", Reply.rcode(Rcode.SERVFAIL));
    zone.resolver.on(NAME, "A", Reply.of(NAME + ". 300 IN A 192.0.2.1"));

    NameView view = look();

    assertThat(unknown(view.zone()).cause()).isEqualTo(Cause.SERVFAIL);
    assertThat(view.answers())
        .extracting(ServerAnswer::role)
        .containsExactly(Role.AUTHORITATIVE, Role.RESOLVER);
    assertThat(unknown(view.answers().getFirst().answer()).cause()).isEqualTo(Cause.SERVFAIL);
    assertThat(known(view.answers().getLast().answer()).records()).containsExactly("192.0.2.1");
  }

  @Test
  void aServerWithoutAddressIsNotPassedOver() {
    zone.all(NAME, "A", NAME + ". 300 IN A 192.0.2.1").address("ns2.example.com");

    ServerAnswer second = look().answers().get(1);

    assertThat(second.server()).isEqualTo("ns2.example.com");
    assertThat(second.address()).isEmpty();
    assertThat(unknown(second.answer()))
        .isEqualTo(Reason.of(Cause.INCONCLUSIVE, "ns2.example.com AAAA", "NODATA"));
  }

  @Test
  void doesNotAskWhatItMayNot() {
    zone.all(NAME, "A", NAME + ". 300 IN A 192.0.2.1");

    NameView view = zone.views(address -> !address.equals(ScriptedZone.NS2)).look(NAME, "A");

    assertThat(zone.ns1.askedAtAll()).isEqualTo(1);
    assertThat(zone.ns2.askedAtAll()).isZero();
    assertThat(view.answers().get(1).address()).isEqualTo(ScriptedZone.NS2);
    assertThat(unknown(view.answers().get(1).answer()))
        .isEqualTo(
            new Reason(
                Cause.NOT_ALLOWED,
                "ns2.example.com " + ScriptedZone.NS2,
                "",
                "todoku.probe.allowed-networks"));
  }

  @Test
  void beginsNoQuestionOnceItsTimeIsUp() {
    DnsLimits limits = new DnsLimits(Duration.ofSeconds(10), 1, 1, Duration.ZERO);

    NameView view =
        Lookups.views(limits, zone.port, address -> true, zone.resolver.resolver()).look(NAME, "A");

    assertThat(zone.resolver.askedAtAll()).isZero();
    assertThat(view.answers())
        .extracting(said -> unknown(said.answer()).cause())
        .containsExactly(Cause.TIMEOUT, Cause.TIMEOUT);
  }

  @Test
  void asksNobodyAboutWhatIsNoName() {
    NameView view = zone.views().look("a..example.com", "A");

    assertThat(zone.resolver.askedAtAll()).isZero();
    assertThat(view.answers())
        .extracting(ServerAnswer::role, said -> unknown(said.answer()).cause())
        .containsExactly(
            tuple(Role.AUTHORITATIVE, Cause.MALFORMED), tuple(Role.RESOLVER, Cause.MALFORMED));
  }

  @Test
  void knowsNoTypeThatDoesNotExist() {
    assertThatIllegalArgumentException().isThrownBy(() -> zone.views().look(NAME, "AAA"));
  }
}
