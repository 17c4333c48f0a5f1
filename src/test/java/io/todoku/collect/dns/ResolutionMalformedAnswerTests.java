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

import io.todoku.collect.dns.ScriptedDns.RawAnswerScript;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** What comes back and is no answer to what was asked. */
class ResolutionMalformedAnswerTests {

  private static final String NAME = "mail.example.com";
  private static final ScriptedReply ANSWER = ScriptedReply.of(NAME + ". 300 IN A 192.0.2.1");
  private static final ScriptedReply CUT = ScriptedReply.of().with(Flags.TC);

  private final ScriptedDns dns = ScriptedDns.start();

  @AfterEach
  void stop() {
    dns.close();
  }

  /**
   * @param detail of the reason, as a regular expression
   */
  private static Arguments raw(String what, String detail, RawAnswerScript script) {
    return Arguments.of(Named.of(what, script), detail);
  }

  private static byte[] toAnotherQuestion(Message query, String name, int type) {
    return ANSWER
        .answer(query, Record.newRecord(Name.fromConstantString(name), type, DClass.IN))
        .toWire();
  }

  static Stream<Arguments> whatIsNoAnswer() {
    return Stream.of(
        raw("a few octets", "invalid DNS header - too short", query -> new byte[] {1, 2, 3}),
        raw(
            "another id",
            "invalid message id: expected \\d+; got id \\d+",
            query -> {
              byte[] wire = ANSWER.answer(query).toWire();
              wire[0] ^= 0x55;
              return wire;
            }),
        raw(
            "another name",
            "invalid name in message: expected mail.example.com.; got other.example.com.",
            query -> toAnotherQuestion(query, "other.example.com.", Type.A)),
        raw(
            "another type",
            "invalid type in message: expected A; got AAAA",
            query -> toAnotherQuestion(query, NAME + ".", Type.AAAA)),
        raw("the query itself", "not a response to a query", query -> query.toWire()),
        raw(
            "not a response",
            "not a response to a query",
            query -> ScriptedReply.of().without(Flags.QR).answer(query).toWire()),
        raw(
            "another opcode",
            "not a response to a query",
            query -> {
              Message answer = ANSWER.answer(query);
              answer.getHeader().setOpcode(Opcode.NOTIFY);
              return answer.toWire();
            }),
        raw(
            "the header alone",
            "end of input",
            query -> Arrays.copyOf(ANSWER.answer(query).toWire(), 12)),
        raw(
            "no question",
            "invalid message: question section missing",
            query -> {
              Message answer = new Message(query.getHeader().getID());
              answer.getHeader().setFlag(Flags.QR);
              return answer.toWire();
            }),
        raw(
            "half of an answer",
            "truncated record",
            query -> {
              byte[] wire = ANSWER.answer(query).toWire();
              return Arrays.copyOf(wire, wire.length - 3);
            }));
  }

  @ParameterizedTest
  @MethodSource("whatIsNoAnswer")
  void aMalformedMessageIsNeverAnAnswer(RawAnswerScript script, String detail) {
    dns.raw(NAME, "A", UDP, script);

    Reason reason = unknown(session(SHORT_LIMITS, dns.resolver()).lookup(NAME, "A"));

    assertThat(reason.kind()).isEqualTo(ReasonKind.MALFORMED);
    assertThat(reason.source()).isEqualTo(NAME + " A @" + dns.resolver());
    assertThat(reason.detail()).matches(detail);
  }

  @Test
  void anEmptyDatagramIsNeverAnAnswer() {
    dns.raw(NAME, "A", UDP, query -> new byte[0]);

    assertThat(unknown(session(SHORT_LIMITS, dns.resolver()).lookup(NAME, "A")))
        .satisfies(reason ->
            assertThat(reason.detail())
                .matches("Could not read expected data for transaction \\d+"));
  }

  @ParameterizedTest
  @MethodSource("whatIsNoAnswer")
  void aMalformedMessageOverTcpIsNeverAnAnswer(RawAnswerScript script, String detail) {
    dns.on(NAME, "A", UDP, CUT).raw(NAME, "A", TCP, script);
    DnsLimits limits = new DnsLimits(Duration.ofMillis(500), 1, 64);

    Reason reason = unknown(session(limits, dns.resolver()).lookup(NAME, "A"));

    assertThat(reason.kind()).isEqualTo(ReasonKind.TIMEOUT);
    assertThat(reason.source()).isEqualTo(NAME + " A @" + dns.resolver());
    assertThat(reason.detail())
        .as("what belongs to no question is waited past")
        .matches("truncated over UDP, and TCP failed: (" + detail + "|timed out)");
  }

  @Test
  void anAnswerAfterGarbageIsUsed() {
    dns.raw(
        NAME,
        "A",
        UDP,
        query -> dns.asked(NAME, "A") == 1 ? new byte[] {1, 2, 3} : ANSWER.answer(query).toWire());

    assertThat(known(lookup(dns, NAME, "A")).records()).containsExactly("192.0.2.1");
  }

  @Test
  void garbageAfterAValidHeaderIsUnknown() {
    Random random = new Random(53);
    dns.raw(
        NAME,
        "A",
        UDP,
        query -> {
          byte[] wire = ScriptedReply.of().answer(query).toWire();
          byte[] noise = new byte[wire.length + 40];
          random.nextBytes(noise);
          System.arraycopy(wire, 0, noise, 0, wire.length);
          noise[7] = 2; // Two answers, which the noise is to be.
          return noise;
        });
    DnsLimits limits = new DnsLimits(LONG_LIMITS.timeout(), 1, 64);

    for (int i = 0; i < 300; i++) {
      DnsLookup lookup = session(limits, dns.resolver()).lookup(NAME, "A");

      assertThat(unknown(lookup).kind()).isIn(ReasonKind.MALFORMED, ReasonKind.FAILED);
    }
  }
}
