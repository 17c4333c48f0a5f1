package io.todoku.collect.dns;

import static io.todoku.collect.dns.DnsFixture.LONG_LIMITS;
import static io.todoku.collect.dns.DnsFixture.SHORT_LIMITS;
import static io.todoku.collect.dns.DnsFixture.known;
import static io.todoku.collect.dns.DnsFixture.lookup;
import static io.todoku.collect.dns.DnsFixture.session;
import static io.todoku.collect.dns.DnsFixture.unknown;
import static io.todoku.collect.dns.ScriptedDns.Transport.TCP;
import static io.todoku.collect.dns.ScriptedDns.Transport.UDP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.peers.Peers;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/** Silence, truncation and refusal on the way to a resolver. */
class ResolutionTransportTests {

  private static final String NAME = "mail.example.com";
  private static final ScriptedReply ANSWER = ScriptedReply.of(NAME + ". 300 IN A 192.0.2.1");
  private static final ScriptedReply CUT = ScriptedReply.of().with(Flags.TC);

  private final ScriptedDns dns = ScriptedDns.start();

  @AfterEach
  void stop() {
    dns.close();
  }

  @Test
  void afterATimeoutItIsTriedAgainAndThenUnknown() {
    dns.on(NAME, "A", ScriptedReply::silence);

    Reason reason = unknown(session(SHORT_LIMITS, dns.resolver()).lookup(NAME, "A"));

    assertThat(reason.kind()).isEqualTo(ReasonKind.TIMEOUT);
    assertThat(reason.source()).isEqualTo(NAME + " A @" + dns.resolver());
    assertThat(reason.detail()).isEmpty();
    assertThat(dns.asked(NAME, "A", UDP)).isEqualTo(2);
  }

  @Test
  void anAnswerToTheSecondTryIsUsed() {
    dns.on(NAME, "A", UDP, ScriptedReply.inSequence(ScriptedReply::silence, ANSWER));
    DnsLimits limits = new DnsLimits(Duration.ofSeconds(1), 2, 64);

    assertThat(known(session(limits, dns.resolver()).lookup(NAME, "A")).records())
        .containsExactly("192.0.2.1");
  }

  @Test
  void afterATimeoutTheNextResolverIsAsked() {
    try (ScriptedDns silent = ScriptedDns.start()) {
      silent.on(NAME, "A", ScriptedReply::silence);
      dns.on(NAME, "A", ANSWER);
      DnsLimits limits = new DnsLimits(Duration.ofSeconds(1), 1, 64);

      DnsLookup lookup = session(limits, silent.resolver(), dns.resolver()).lookup(NAME, "A");

      assertThat(known(lookup).records()).containsExactly("192.0.2.1");
      assertThat(lookup.resolver()).isEqualTo(dns.resolver());
    }
  }

  @Test
  void aTruncatedAnswerIsReadCompletelyOverTcp() {
    String[] whole =
        IntStream.range(1, 90)
            .mapToObj(i -> NAME + ". 300 IN A 192.0.2." + i)
            .toArray(String[]::new);
    dns.on(NAME, "A", UDP, ScriptedReply.of(whole[0], whole[1]).with(Flags.TC))
        .on(NAME, "A", TCP, ScriptedReply.of(whole));

    assertThat(known(lookup(dns, NAME, "A")).records())
        .containsExactlyElementsOf(IntStream.range(1, 90).mapToObj(i -> "192.0.2." + i).toList());
    assertThat(dns.asked(NAME, "A", UDP)).isEqualTo(1);
    assertThat(dns.asked(NAME, "A", TCP)).isEqualTo(1);
  }

  @Test
  void aCompleteAnswerOverUdpNeedsNoTcp() {
    dns.on(NAME, "A", ANSWER);

    known(lookup(dns, NAME, "A"));

    assertThat(dns.asked(NAME, "A", TCP)).isZero();
  }

  @Test
  void aTruncatedAnswerIsUnknownWhenTcpIsRefused() {
    try (ScriptedDns udpOnly = ScriptedDns.withoutTcp()) {
      udpOnly.on(NAME, "A", UDP, CUT);

      Reason reason = unknown(lookup(udpOnly, NAME, "A"));

      assertThat(reason.kind()).isEqualTo(ReasonKind.TIMEOUT);
      assertThat(reason.detail())
          .isEqualTo("truncated over UDP, and TCP failed: Connection refused");
    }
  }

  @Test
  void theRecordsOfATruncatedAnswerAreNotUsed() {
    try (ScriptedDns udpOnly = ScriptedDns.withoutTcp()) {
      udpOnly.on(NAME, "A", UDP, ScriptedReply.of(NAME + ". 300 IN A 192.0.2.1").with(Flags.TC));

      assertThat(unknown(lookup(udpOnly, NAME, "A")).kind()).isEqualTo(ReasonKind.TIMEOUT);
    }
  }

  @Test
  void aTruncatedAnswerIsUnknownWhenTcpTimesOut() {
    dns.on(NAME, "A", UDP, CUT).on(NAME, "A", TCP, ScriptedReply::silence);
    DnsLimits limits = new DnsLimits(Duration.ofSeconds(1), 1, 64);

    assertThat(unknown(session(limits, dns.resolver()).lookup(NAME, "A")).detail())
        .isEqualTo("truncated over UDP, and TCP failed: timed out");
    assertThat(dns.asked(NAME, "A", TCP)).isEqualTo(1);
  }

  @Test
  void anAnswerThatIsTruncatedOverTcpTooIsUnknown() {
    dns.on(NAME, "A", CUT);

    Reason reason = unknown(lookup(dns, NAME, "A"));

    assertThat(reason.kind()).isEqualTo(ReasonKind.TIMEOUT);
    assertThat(reason.detail()).isEqualTo("truncated over UDP, and over TCP too");
  }

  @Test
  void whenTcpFailsOnceItIsTriedAgain() {
    dns.on(NAME, "A", UDP, CUT).on(NAME, "A", TCP, ScriptedReply.inSequence(CUT, ANSWER));

    assertThat(known(lookup(dns, NAME, "A")).records()).containsExactly("192.0.2.1");
  }

  @Test
  void anErrorOverTcpIsReported() {
    dns.on(NAME, "A", UDP, CUT).on(NAME, "A", TCP, ScriptedReply.rcode(Rcode.REFUSED));

    assertThat(unknown(lookup(dns, NAME, "A")))
        .isEqualTo(Reason.of(ReasonKind.REFUSED, NAME + " A @" + dns.resolver(), "REFUSED"));
  }

  @Test
  void whenNothingListensTheAnswerIsUnknown() {
    String closed = "127.0.0.1:" + Peers.freePort("127.0.0.1");

    Reason reason = unknown(session(SHORT_LIMITS, closed).lookup(NAME, "A"));

    assertThat(reason.kind()).isEqualTo(ReasonKind.UNREACHABLE);
    assertThat(reason.source()).isEqualTo(NAME + " A @" + closed);
    assertThat(reason.detail()).isEqualTo("port unreachable");
  }

  @Test
  void whenTheResolversAddressIsNotKnownTheAnswerIsUnknown() {
    // A label too long for DNS, so that nobody is asked for it.
    String nowhere = "a".repeat(64) + ".example.com:53";

    Reason reason = unknown(session(SHORT_LIMITS, nowhere).lookup(NAME, "A"));

    assertThat(reason)
        .isEqualTo(
            Reason.of(
                ReasonKind.UNREACHABLE,
                NAME + " A @" + nowhere,
                "the address of resolver " + nowhere + " is not known"));
  }

  @Test
  void whenNothingListensTheNextResolverIsAsked() {
    dns.on(NAME, "A", ANSWER);
    String closed = "127.0.0.1:" + Peers.freePort("127.0.0.1");

    DnsAnswer answer = known(session(LONG_LIMITS, closed, dns.resolver()).lookup(NAME, "A"));

    assertThat(answer.records()).containsExactly("192.0.2.1");
  }

  @Test
  void anAnswerOverTcpIsUsedWhenNoneCameOverUdp() {
    dns.on(NAME, "A", UDP, ScriptedReply::silence).on(NAME, "A", TCP, ANSWER);

    DnsLimits limits = new DnsLimits(Duration.ofSeconds(1), 1, 64);

    assertThat(known(session(limits, dns.resolver()).lookup(NAME, "A")))
        .isEqualTo(new DnsAnswer(Status.ANSWERED, List.of("192.0.2.1"), List.of(), 300L));
    assertThat(dns.asked(NAME, "A", UDP)).isEqualTo(1);
    assertThat(dns.asked(NAME, "A", TCP)).isEqualTo(1);
  }

  @Test
  void theFailureOverTcpIsKeptWithTheTimeoutOverUdp() {
    dns.on(NAME, "A", ScriptedReply::silence);
    NamedResolver resolver = NamedResolver.all(List.of(dns.resolver()), SHORT_LIMITS).getFirst();
    Message query = Message.newQuery(DnsQuestion.of(NAME, "A").toRecord());

    assertThatThrownBy(() -> resolver.send(query))
        .satisfies(timeout ->
            assertThat(timeout.getSuppressed()).singleElement().isInstanceOf(IOException.class));
  }
}
