package io.todoku.collect.dns;

import static io.todoku.collect.dns.DnsFixture.LONG_LIMITS;
import static io.todoku.collect.dns.DnsFixture.known;
import static io.todoku.collect.dns.DnsFixture.lookup;
import static io.todoku.collect.dns.DnsFixture.session;
import static io.todoku.collect.dns.DnsFixture.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Rcode;

class ResolutionTests {

  private static final String NAME = "mail.example.com";

  private final ScriptedDns dns = ScriptedDns.start();

  @AfterEach
  void stop() {
    dns.close();
  }

  @Test
  void theAnswerHasTheSmallestTtlAndItsResolver() {
    dns.on(
        NAME, "A", ScriptedReply.of(NAME + ". 300 IN A 192.0.2.1", NAME + ". 120 IN A 192.0.2.2"));

    assertThat(lookup(dns, "Mail.Example.COM.", "A"))
        .isEqualTo(
            new DnsLookup(
                NAME,
                "A",
                dns.resolver(),
                DnsFixture.NOW,
                Observed.known(
                    new DnsAnswer(
                        Status.ANSWERED, List.of("192.0.2.1", "192.0.2.2"), List.of(), 120L))));
  }

  @Test
  void theOwnerNameMatchesInAnyCase() {
    dns.on(NAME, "A", ScriptedReply.of("MAIL.example.COM. 300 IN A 192.0.2.1"));

    assertThat(known(lookup(dns, NAME, "A")).records()).containsExactly("192.0.2.1");
  }

  @Test
  void nxdomainHasTheNegativeTtlOfTheZone() {
    dns.on(NAME, "A", ScriptedReply.rcode(Rcode.NXDOMAIN).authority(ScriptedReply.SOA));

    assertThat(known(lookup(dns, NAME, "A")))
        .isEqualTo(new DnsAnswer(Status.NXDOMAIN, List.of(), List.of(), 60L));
  }

  @Test
  void anEmptyAnswerWithSoaIsNoData() {
    dns.on(NAME, "AAAA", ScriptedReply.of().authority(ScriptedReply.SOA));

    assertThat(known(lookup(dns, NAME, "AAAA")))
        .isEqualTo(new DnsAnswer(Status.NODATA, List.of(), List.of(), 60L));
  }

  @Test
  void anEmptyAnswerOfARecursiveResolverIsNoData() {
    dns.on(NAME, "AAAA", ScriptedReply.of());

    assertThat(known(lookup(dns, NAME, "AAAA")))
        .isEqualTo(new DnsAnswer(Status.NODATA, List.of(), List.of(), null));
  }

  @Test
  void anEmptyAnswerWithAuthorityIsNoData() {
    dns.on(NAME, "AAAA", ScriptedReply.of().without(Flags.RA).with(Flags.AA));

    assertThat(known(lookup(dns, NAME, "AAAA")).status()).isEqualTo(Status.NODATA);
  }

  @Test
  void anEmptyAnswerWithoutRecursionOrAuthorityIsUnknown() {
    dns.on(NAME, "AAAA", ScriptedReply.of().without(Flags.RA));

    assertThat(unknown(lookup(dns, NAME, "AAAA")))
        .isEqualTo(
            Reason.of(
                ReasonKind.FAILED,
                NAME + " AAAA @" + dns.resolver(),
                "nothing, from a server that neither recurses nor has authority"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aReferralIsUnknown(boolean recursionAvailable) {
    ScriptedReply referral = ScriptedReply.of().authority("com. 172800 IN NS a.gtld-servers.net.");
    dns.on(NAME, "A", recursionAvailable ? referral : referral.without(Flags.RA));

    Reason reason = unknown(lookup(dns, NAME, "A"));

    assertThat(reason.kind()).isEqualTo(ReasonKind.FAILED);
    assertThat(reason.detail()).isEqualTo("a referral to a.gtld-servers.net");
    assertThat(reason.source()).isEqualTo(NAME + " A @" + dns.resolver());
  }

  @Test
  void anEmptyAnswerWithSoaAndNameServersIsNoData() {
    dns.on(
        NAME,
        "A",
        ScriptedReply.of().authority("example.com. 9 IN NS ns.example.com.", ScriptedReply.SOA));

    assertThat(known(lookup(dns, NAME, "A")).status()).isEqualTo(Status.NODATA);
  }

  @Test
  void recordsOfAnotherNameAreUnknown() {
    dns.on(NAME, "A", ScriptedReply.of("other.example.com. 300 IN A 192.0.2.1"));

    Reason reason = unknown(lookup(dns, NAME, "A"));

    assertThat(reason.detail()).isEqualTo("the answer is about something else");
  }

  @Test
  void recordsOfAnotherTypeAreUnknown() {
    dns.on(NAME, "A", ScriptedReply.of(NAME + ". 300 IN TXT text"));

    assertThat(unknown(lookup(dns, NAME, "A")).detail())
        .isEqualTo("the answer is about something else");
  }

  @Test
  void recordsOfAnotherClassAreUnknown() {
    dns.on(NAME, "TXT", ScriptedReply.of(NAME + ". 300 CH TXT text"));

    assertThat(unknown(lookup(dns, NAME, "TXT")))
        .isEqualTo(
            Reason.of(
                ReasonKind.FAILED,
                NAME + " TXT @" + dns.resolver(),
                "the answer is about something else"));
  }

  @Test
  void nxdomainWithRecordsIsUnknown() {
    dns.on(NAME, "A", ScriptedReply.rcode(Rcode.NXDOMAIN).answers(NAME + ". 300 IN A 192.0.2.1"));

    Reason reason = unknown(lookup(dns, NAME, "A"));

    assertThat(reason.kind()).isEqualTo(ReasonKind.MALFORMED);
    assertThat(reason.detail()).isEqualTo("NXDOMAIN, yet with records");
  }

  @ParameterizedTest
  @CsvSource({
    "SERVFAIL, SERVFAIL",
    "REFUSED, REFUSED",
    "FORMERR, MALFORMED",
    "NOTIMP, FAILED",
    "NOTAUTH, FAILED"
  })
  void anErrorIsUnknownWithItsCause(String rcode, ReasonKind cause) {
    dns.on(NAME, "A", ScriptedReply.rcode(Rcode.value(rcode)));

    DnsLookup lookup = lookup(dns, NAME, "A");

    assertThat(unknown(lookup)).isEqualTo(Reason.of(cause, NAME + " A @" + dns.resolver(), rcode));
    assertThat(lookup.resolver()).isEqualTo(dns.resolver());
    assertThat(lookup.at()).isEqualTo(DnsFixture.NOW);
  }

  @Test
  void extendedErrorsAreQuotedInTheReason() {
    dns.on(
        NAME,
        "A",
        ScriptedReply.rcode(Rcode.REFUSED).extendedError(ExtendedErrorCodeOption.PROHIBITED));

    assertThat(unknown(lookup(dns, NAME, "A")).detail()).isEqualTo("REFUSED (PROHIBITED)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SERVFAIL", "REFUSED", "FORMERR", "NOTIMP"})
  void afterAnErrorTheNextResolverIsAsked(String rcode) {
    dns.on(NAME, "A", ScriptedReply.rcode(Rcode.value(rcode)));
    try (ScriptedDns second = ScriptedDns.start()) {
      second.on(NAME, "A", ScriptedReply.of(NAME + ". 300 IN A 192.0.2.1"));

      DnsLookup lookup = session(LONG_LIMITS, dns.resolver(), second.resolver()).lookup(NAME, "A");

      assertThat(known(lookup).records()).containsExactly("192.0.2.1");
      assertThat(lookup.resolver()).isEqualTo(second.resolver());
    }
  }

  @Test
  void afterAReferralTheNextResolverIsAsked() {
    dns.on(NAME, "A", ScriptedReply.of().authority("com. 172800 IN NS a.gtld-servers.net."));
    try (ScriptedDns second = ScriptedDns.start()) {
      second.on(NAME, "A", ScriptedReply.of(NAME + ". 300 IN A 192.0.2.1"));

      assertThat(known(session(LONG_LIMITS, dns.resolver(), second.resolver()).lookup(NAME, "A")))
          .extracting(DnsAnswer::status)
          .isEqualTo(Status.ANSWERED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"NOERROR", "NXDOMAIN"})
  void afterAnAnswerNoOtherResolverIsAsked(String rcode) {
    dns.on(NAME, "A", ScriptedReply.rcode(Rcode.value(rcode)).authority(ScriptedReply.SOA));
    try (ScriptedDns second = ScriptedDns.start()) {
      session(LONG_LIMITS, dns.resolver(), second.resolver()).lookup(NAME, "A");

      assertThat(second.askedAtAll()).isZero();
    }
  }

  @Test
  void whenAllResolversFailTheLastIsNamed() {
    dns.on(NAME, "A", ScriptedReply.rcode(Rcode.SERVFAIL));
    try (ScriptedDns second = ScriptedDns.start()) {
      second.on(NAME, "A", ScriptedReply.rcode(Rcode.REFUSED));

      DnsLookup lookup = session(LONG_LIMITS, dns.resolver(), second.resolver()).lookup(NAME, "A");

      assertThat(unknown(lookup))
          .isEqualTo(Reason.of(ReasonKind.REFUSED, NAME + " A @" + second.resolver(), "REFUSED"));
      assertThat(lookup.resolver()).isEqualTo(second.resolver());
    }
  }
}
