package io.todoku.collect.dns;

import static io.todoku.collect.dns.Lookups.PATIENT;
import static io.todoku.collect.dns.Lookups.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.snapshot.DnsLookup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Rcode;

class DnsSessionTests {

  private static final String NAME = "mail.example.com";

  private final ScriptedDns dns = ScriptedDns.start();

  @AfterEach
  void stop() {
    dns.close();
  }

  private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(tasks).stream().map(Future::resultNow).toList();
    }
  }

  @Test
  void asksOnceForFiftyThatWantToKnow() throws Exception {
    CountDownLatch allAreThere = new CountDownLatch(50);
    dns.on(NAME, "A", Reply.of(NAME + ". 300 IN A 192.0.2.1"));
    DnsSession session = session(PATIENT, dns.resolver());

    List<DnsLookup> lookups =
        together(
            Collections.nCopies(
                50,
                () -> {
                  allAreThere.countDown();
                  allAreThere.await();
                  return session.lookup(NAME, "A");
                }));

    assertThat(lookups).hasSize(50).allSatisfy(l -> assertThat(l).isSameAs(lookups.getFirst()));
    assertThat(dns.asked(NAME, "A")).isEqualTo(1);
    assertThat(session.all()).containsExactly(lookups.getFirst());
  }

  @Test
  void takesNamesForTheSameWhateverTheirCase() {
    dns.on(NAME, "A", Reply.of(NAME + ". 300 IN A 192.0.2.1"));
    DnsSession session = session(PATIENT, dns.resolver());

    assertThat(session.lookup("MAIL.example.com.", "A")).isSameAs(session.lookup(NAME, "A"));
  }

  @Test
  void asksForEachTypeAndKeepsAllInOrder() {
    dns.on(NAME, "A", Reply.of(NAME + ". 300 IN A 192.0.2.1"));
    DnsSession session = session(PATIENT, dns.resolver());

    DnsLookup known = session.lookup(NAME, "A");
    DnsLookup unknown = session.lookup(NAME, "AAAA");

    assertThat(session.all()).containsExactly(known, unknown);
  }

  @Test
  void doesNotAskAgainForWhatCouldNotBeFoundOut() {
    dns.on(NAME, "A", Reply.rcode(Rcode.REFUSED));
    DnsSession session = session(PATIENT, dns.resolver());

    session.lookup(NAME, "A");
    session.lookup(NAME, "A");

    assertThat(dns.asked(NAME, "A")).isEqualTo(1);
  }

  @Test
  void remembersNothingOfAnotherSession() {
    dns.on(NAME, "A", Reply.of(NAME + ". 300 IN A 192.0.2.1"));
    DnsCollector collector =
        new DnsCollector(
            new DnsSettings(List.of(dns.resolver())),
            Clock.fixed(Lookups.NOW, ZoneOffset.UTC),
            PATIENT);

    collector.open().lookup(NAME, "A");
    DnsSession second = collector.open();

    assertThat(second.all()).isEmpty();
    second.lookup(NAME, "A");
    assertThat(dns.asked(NAME, "A")).isEqualTo(2);
  }

  @Test
  void keepsNoMoreQuestionsUnderWayThanAllowed() throws Exception {
    int allowed = 3;
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(allowed);
    IntStream.range(0, 12)
        .forEach(i ->
            dns.on(
                "n" + i + ".example.com",
                "A",
                query -> {
                  most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                  full.countDown();
                  try {
                    full.await(10, TimeUnit.SECONDS);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  underWay.decrementAndGet();
                  return Reply.rcode(Rcode.NXDOMAIN).answer(query);
                }));
    DnsSession session = session(new DnsLimits(Duration.ofSeconds(20), 1, allowed), dns.resolver());

    together(
        IntStream.range(0, 12)
            .<Callable<DnsLookup>>mapToObj(i -> () -> session.lookup("n" + i + ".example.com", "A"))
            .toList());

    assertThat(most).hasValue(allowed);
    assertThat(session.all()).hasSize(12);
  }

  @Test
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void leavesNobodyWaitingForALookupThatBroke() {
    DnsSession session =
        new DnsCollector(new DnsSettings(List.of(dns.resolver())), new BrokenClock(), PATIENT)
            .open();

    assertThatThrownBy(() -> session.lookup(NAME, "A")).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> session.lookup(NAME, "A")).hasRootCauseMessage("broken");
  }

  private static final class BrokenClock extends Clock {

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      throw new AssertionError("broken");
    }
  }
}
