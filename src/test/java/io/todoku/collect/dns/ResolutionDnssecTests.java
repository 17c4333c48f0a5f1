package io.todoku.collect.dns;

import static io.todoku.collect.dns.DnsFixture.LONG_LIMITS;
import static io.todoku.collect.dns.DnsFixture.known;
import static io.todoku.collect.dns.DnsFixture.lookup;
import static io.todoku.collect.dns.DnsFixture.session;
import static io.todoku.collect.dns.DnsFixture.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.collect.dns.ScriptedDns.AnswerScript;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Rcode;

class ResolutionDnssecTests {

  private static final String NAME = "mail.example.com";
  private static final ScriptedReply ANSWER = ScriptedReply.of(NAME + ". 300 IN A 192.0.2.1");

  private final ScriptedDns dns = ScriptedDns.start();

  @AfterEach
  void stop() {
    dns.close();
  }

  private static ScriptedReply servfail(int... extendedErrors) {
    ScriptedReply reply = ScriptedReply.rcode(Rcode.SERVFAIL);
    for (int code : extendedErrors) {
      reply.extendedError(code);
    }
    return reply;
  }

  private Reason failure(ReasonKind cause, String detail) {
    return Reason.of(cause, NAME + " A @" + dns.resolver(), detail);
  }

  @Test
  void anAnswerWithoutCheckingBetweenTwoFailuresIsBogus() {
    dns.on(NAME, "A", ScriptedReply.validating(servfail(), ANSWER));

    assertThat(known(lookup(dns, NAME, "A")))
        .isEqualTo(new DnsAnswer(Status.BOGUS, List.of(), List.of(), null));
    assertThat(dns.asked(NAME, "A")).isEqualTo(3);
    assertThat(dns.askedUnchecked(NAME, "A")).isEqualTo(1);
  }

  @Test
  void nxdomainWithoutCheckingBetweenTwoFailuresIsBogus() {
    dns.on(NAME, "A", ScriptedReply.validating(servfail(), ScriptedReply.rcode(Rcode.NXDOMAIN)));

    assertThat(known(lookup(dns, NAME, "A")).status()).isEqualTo(Status.BOGUS);
  }

  @Test
  void whenTheRepeatIsAnsweredTheAnswerIsUsed() {
    dns.on(
        NAME, "A", ScriptedReply.validating(ScriptedReply.inSequence(servfail(), ANSWER), ANSWER));

    assertThat(known(lookup(dns, NAME, "A")))
        .isEqualTo(new DnsAnswer(Status.ANSWERED, List.of("192.0.2.1"), List.of(), 300L));
  }

  @Test
  void whenTheRepeatIsNxdomainItIsUsed() {
    AnswerScript recovering =
        ScriptedReply.inSequence(servfail(), ScriptedReply.rcode(Rcode.NXDOMAIN));
    dns.on(NAME, "A", ScriptedReply.validating(recovering, ScriptedReply.rcode(Rcode.NXDOMAIN)));

    assertThat(known(lookup(dns, NAME, "A")).status()).isEqualTo(Status.NXDOMAIN);
  }

  @Test
  void whenTheRepeatIsRefusedTheAnswerIsUnknown() {
    AnswerScript fickle = ScriptedReply.inSequence(servfail(), ScriptedReply.rcode(Rcode.REFUSED));
    dns.on(NAME, "A", ScriptedReply.validating(fickle, ANSWER));

    assertThat(unknown(lookup(dns, NAME, "A"))).isEqualTo(failure(ReasonKind.REFUSED, "REFUSED"));
  }

  @Test
  void whenTheRepeatTimesOutTheAnswerIsUnknown() {
    dns.on(
        NAME,
        "A",
        ScriptedReply.validating(
            ScriptedReply.inSequence(servfail(), ScriptedReply::silence), ANSWER));
    DnsLimits limits = new DnsLimits(Duration.ofSeconds(1), 1, 64);

    Reason reason = unknown(session(limits, dns.resolver()).lookup(NAME, "A"));

    assertThat(reason).isEqualTo(failure(ReasonKind.TIMEOUT, ""));
  }

  @Test
  void whenItFailsWithoutCheckingTooTheAnswerIsUnknown() {
    dns.on(NAME, "A", servfail());

    assertThat(unknown(lookup(dns, NAME, "A"))).isEqualTo(failure(ReasonKind.SERVFAIL, "SERVFAIL"));
    assertThat(dns.asked(NAME, "A")).isEqualTo(2);
    assertThat(dns.askedUnchecked(NAME, "A")).isEqualTo(1);
  }

  @Test
  void whenItTimesOutWithoutCheckingTheAnswerIsUnknown() {
    dns.on(NAME, "A", ScriptedReply.validating(servfail(), ScriptedReply::silence));
    DnsLimits limits = new DnsLimits(Duration.ofSeconds(1), 1, 64);

    assertThat(unknown(session(limits, dns.resolver()).lookup(NAME, "A")))
        .isEqualTo(failure(ReasonKind.SERVFAIL, "SERVFAIL"));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        ExtendedErrorCodeOption.NO_REACHABLE_AUTHORITY,
        ExtendedErrorCodeOption.NETWORK_ERROR,
        ExtendedErrorCodeOption.NOT_READY
      })
  void whenTheResolverReportsItsUpstreamTheAnswerIsUnknown(int code) {
    AnswerScript failing =
        ScriptedReply.inSequence(servfail(code), servfail(ExtendedErrorCodeOption.CACHED_ERROR));
    dns.on(NAME, "A", ScriptedReply.validating(failing, ANSWER));

    assertThat(unknown(lookup(dns, NAME, "A")))
        .isEqualTo(
            failure(ReasonKind.SERVFAIL, "SERVFAIL (" + ExtendedErrorCodeOption.text(code) + ")"));
  }

  @Test
  void whenTheResolverReportsDnssecTheAnswerIsBogus() {
    int[] said = {
      ExtendedErrorCodeOption.DNSKEY_MISSING, ExtendedErrorCodeOption.NO_REACHABLE_AUTHORITY
    };
    dns.on(NAME, "A", ScriptedReply.validating(servfail(said), ANSWER));

    assertThat(known(lookup(dns, NAME, "A")).status()).isEqualTo(Status.BOGUS);
  }

  @Test
  void anAliasWhoseTargetFailsValidationIsBogus() {
    dns.on("www.example.com", "A", ScriptedReply.of("www.example.com. 60 IN CNAME " + NAME + "."))
        .on(NAME, "A", ScriptedReply.validating(servfail(), ANSWER));

    assertThat(known(lookup(dns, "www.example.com", "A")))
        .isEqualTo(new DnsAnswer(Status.BOGUS, List.of(), List.of(NAME), null));
  }

  @Test
  void afterAnAnswerCheckingIsNotDisabled() {
    dns.on(NAME, "A", ANSWER);

    session(LONG_LIMITS, dns.resolver()).lookup(NAME, "A");

    assertThat(dns.asked(NAME, "A")).isEqualTo(1);
    assertThat(dns.askedUnchecked(NAME, "A")).isZero();
  }
}
