package io.todoku.collect.dns;

import static io.todoku.collect.dns.DnsFixture.LONG_LIMITS;
import static io.todoku.collect.dns.DnsFixture.session;
import static io.todoku.collect.dns.DnsFixture.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.collect.dns.ScriptedDns.AnswerScript;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
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

  private static <T> List<T> inParallel(List<Callable<T>> tasks) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(tasks).stream().map(Future::resultNow).toList();
    }
  }

  @Test
  void fiftyCallersShareOneQuestion() throws Exception {
    CountDownLatch allAreThere = new CountDownLatch(50);
    dns.on(NAME, "A", ScriptedReply.of(NAME + ". 300 IN A 192.0.2.1"));
    DnsSession session = session(LONG_LIMITS, dns.resolver());

    List<DnsLookup> lookups =
        inParallel(
            Collections.nCopies(
                50,
                () -> {
                  allAreThere.countDown();
                  allAreThere.await();
                  return session.lookup(NAME, "A");
                }));

    assertThat(lookups).hasSize(50).allSatisfy(l -> assertThat(l).isSameAs(lookups.getFirst()));
    assertThat(dns.asked(NAME, "A")).isEqualTo(1);
    assertThat(session.lookups()).containsExactly(lookups.getFirst());
  }

  @Test
  void namesThatDifferInCaseAreTheSame() {
    dns.on(NAME, "A", ScriptedReply.of(NAME + ". 300 IN A 192.0.2.1"));
    DnsSession session = session(LONG_LIMITS, dns.resolver());

    assertThat(session.lookup("MAIL.example.com.", "A")).isSameAs(session.lookup(NAME, "A"));
  }

  @Test
  void eachTypeIsAskedAndAllAnswersAreKeptInOrder() {
    dns.on(NAME, "A", ScriptedReply.of(NAME + ". 300 IN A 192.0.2.1"));
    DnsSession session = session(LONG_LIMITS, dns.resolver());

    DnsLookup known = session.lookup(NAME, "A");
    DnsLookup unknown = session.lookup(NAME, "AAAA");

    assertThat(session.lookups()).containsExactly(known, unknown);
  }

  @Test
  void aFailedQuestionIsNotAskedAgain() {
    dns.on(NAME, "A", ScriptedReply.rcode(Rcode.REFUSED));
    DnsSession session = session(LONG_LIMITS, dns.resolver());

    session.lookup(NAME, "A");
    session.lookup(NAME, "A");

    assertThat(dns.asked(NAME, "A")).isEqualTo(1);
  }

  @Test
  void sessionsShareNoAnswers() {
    dns.on(NAME, "A", ScriptedReply.of(NAME + ". 300 IN A 192.0.2.1"));
    DnsCollector collector =
        new DnsCollector(
            new DnsSettings(List.of(dns.resolver()), List.of(), 53),
            Clock.fixed(DnsFixture.NOW, ZoneOffset.UTC),
            LONG_LIMITS);

    collector.openSession(List.of()).lookup(NAME, "A");
    DnsSession second = collector.openSession(List.of());

    assertThat(second.lookups()).isEmpty();
    second.lookup(NAME, "A");
    assertThat(dns.asked(NAME, "A")).isEqualTo(2);
  }

  @Test
  void questionsAtTheSameTimeAreLimited() throws Exception {
    int allowed = 2;
    CountDownLatch oneTooMany = new CountDownLatch(allowed + 1);
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AnswerScript slow =
        query -> {
          most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
          oneTooMany.countDown();
          awaitBriefly(oneTooMany);
          underWay.decrementAndGet();
          return ScriptedReply.rcode(Rcode.NXDOMAIN).answer(query);
        };
    List<String> names = List.of("a.example.com", "b.example.com", "c.example.com");
    names.forEach(name -> dns.on(name, "A", slow));
    DnsSession session = session(new DnsLimits(LONG_LIMITS.timeout(), 1, allowed), dns.resolver());

    inParallel(
        names.stream().<Callable<DnsLookup>>map(name -> () -> session.lookup(name, "A")).toList());

    assertThat(most).hasValue(allowed);
    assertThat(session.lookups()).hasSize(3);
  }

  private static void awaitBriefly(CountDownLatch latch) {
    try {
      latch.await(100, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void questionsThatTimeOutReleaseTheirPermit() {
    dns.on("silent.example.com", "A", ScriptedReply::silence);
    DnsSession session = session(new DnsLimits(Duration.ofMillis(100), 1, 1), dns.resolver());

    session.lookup("silent.example.com", "A");
    session.lookup(NAME, "A");

    assertThat(dns.asked(NAME, "A")).isEqualTo(1);
  }

  @Test
  void afterTheDeadlineNoQuestionIsStarted() {
    DnsSession session =
        session(new DnsLimits(Duration.ofMillis(100), 1, 1, Duration.ZERO), dns.resolver());

    DnsLookup lookup = session.lookup(NAME, "A");

    assertThat(dns.asked(NAME, "A")).isZero();
    assertThat(unknown(lookup))
        .isEqualTo(Reason.of(ReasonKind.TIMEOUT, NAME + " A", "0 s for all questions of one scan"));
    assertThat(lookup.resolver()).isEmpty();
    assertThat(lookup.at()).isEqualTo(DnsFixture.NOW);
    assertThat(session.lookups()).containsExactly(lookup);
  }

  @Test
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whenALookupThrowsNoCallerIsLeftWaiting() {
    DnsSession session =
        new DnsCollector(
                new DnsSettings(List.of(dns.resolver()), List.of(), 53),
                new BrokenClock(),
                LONG_LIMITS)
            .openSession(List.of());

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

  @Test
  void anAnswerFromEarlierInTheScanIsNotAskedForAgain() {
    dns.on(NAME, "A", ScriptedReply.of(NAME + ". 300 IN A 192.0.2.1"));
    DnsCollector collector =
        new DnsCollector(
            new DnsSettings(List.of(dns.resolver()), List.of(), 53),
            Clock.fixed(DnsFixture.NOW, ZoneOffset.UTC),
            LONG_LIMITS);
    DnsLookup earlier = collector.openSession(List.of()).lookup(NAME, "A");

    DnsSession session = collector.openSession(List.of(earlier));

    assertThat(session.lookup("Mail.example.com.", "A")).isSameAs(earlier);
    assertThat(session.lookups()).as("answers of this session").isEmpty();
    assertThat(dns.asked(NAME, "A")).isEqualTo(1);
  }
}
