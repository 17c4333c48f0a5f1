package io.todoku.collect.dns;

import static io.todoku.collect.dns.DnsFixture.known;
import static io.todoku.collect.dns.DnsFixture.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.collect.dns.ScriptedDns.AnswerScript;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Rcode;

/** What counts as the word of a server that holds the zone. */
class AuthoritativeServerTests {

  private static final String NAME = "mail.example.com";

  private final ScriptedZone zone = new ScriptedZone();

  @AfterEach
  void stop() {
    zone.close();
  }

  /** What the first server says, the second being well. */
  private NameView view(DnsLimits limits, AnswerScript first) {
    zone.everywhere(NAME, "A", NAME + ". 300 IN A 192.0.2.1");
    zone.ns1.on(NAME, "A", first);
    return DnsFixture.allServersSession(
            limits, zone.port, address -> true, zone.resolver.resolver())
        .view(NAME, "A");
  }

  static Stream<Arguments> lameReplies() {
    return Stream.of(
        Arguments.of(
            ScriptedReply.of(NAME + ". 300 IN A 192.0.2.1"),
            ReasonKind.INCONCLUSIVE,
            "not authoritative"),
        Arguments.of(ScriptedReply.of(), ReasonKind.INCONCLUSIVE, "not authoritative"),
        Arguments.of(
            ScriptedReply.rcode(Rcode.NXDOMAIN), ReasonKind.INCONCLUSIVE, "not authoritative"),
        Arguments.of(
            ScriptedReply.rcode(Rcode.SERVFAIL).answers(NAME + ". 300 IN CNAME " + NAME + "."),
            ReasonKind.INCONCLUSIVE,
            "not authoritative"),
        Arguments.of(
            ScriptedReply.of()
                .authority("example.com. 300 IN NS NS9.example.net.")
                .without(Flags.RA),
            ReasonKind.INCONCLUSIVE,
            "a referral to ns9.example.net"),
        Arguments.of(
            ScriptedReply.rcode(Rcode.NXDOMAIN).authority(ScriptedZone.soa("com")).authoritative(),
            ReasonKind.INCONCLUSIVE,
            "authority over com alone"),
        Arguments.of(
            ScriptedReply.of().authority(ScriptedZone.soa("com")).authoritative(),
            ReasonKind.INCONCLUSIVE,
            "authority over com alone"),
        Arguments.of(ScriptedReply.rcode(Rcode.REFUSED), ReasonKind.REFUSED, "REFUSED"),
        Arguments.of(ScriptedReply.rcode(Rcode.SERVFAIL), ReasonKind.SERVFAIL, "SERVFAIL"));
  }

  @ParameterizedTest
  @MethodSource("lameReplies")
  void aReplyWithoutAuthorityOverTheZoneIsUnknown(
      AnswerScript script, ReasonKind cause, String detail) {
    NameView view = view(DnsFixture.LONG_LIMITS, script);

    assertThat(unknown(view.answers().get(0).answer()))
        .isEqualTo(Reason.of(cause, NAME + " A @ns1.example.com", detail));
    assertThat(known(view.answers().get(1).answer()).records()).containsExactly("192.0.2.1");
  }

  @Test
  void aFailureOfAnAuthoritativeServerIsNeverBogus() {
    view(DnsFixture.LONG_LIMITS, ScriptedReply.rcode(Rcode.SERVFAIL));

    assertThat(zone.ns1.asked(NAME, "A")).isEqualTo(1);
  }

  @Test
  void whenTheServerDoesNotAnswerTheQuestionTimesOut() {
    NameView view = view(DnsFixture.SHORT_LIMITS, ScriptedReply::silence);

    Reason reason = unknown(view.answers().get(0).answer());
    assertThat(reason.kind()).isEqualTo(ReasonKind.TIMEOUT);
    assertThat(reason.source()).isEqualTo(NAME + " A @ns1.example.com");
    assertThat(reason.detail()).isEmpty();
    assertThat(zone.ns1.asked(NAME, "A", ScriptedDns.Transport.UDP)).isEqualTo(2);
  }

  static Stream<Arguments> unusableReplies() {
    return Stream.of(
        Arguments.of(ScriptedReply.rcode(Rcode.NXDOMAIN), Status.NXDOMAIN),
        Arguments.of(ScriptedReply.of(), Status.NODATA));
  }

  @ParameterizedTest
  @MethodSource("unusableReplies")
  void authoritativeAbsenceIsKnown(ScriptedReply reply, Status status) {
    NameView view =
        view(DnsFixture.LONG_LIMITS, reply.authority(ScriptedReply.SOA).authoritative());

    assertThat(known(view.answers().get(0).answer()))
        .isEqualTo(new DnsAnswer(status, List.of(), List.of(), 60L));
  }
}
