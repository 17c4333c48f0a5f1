package io.todoku.collect.dns;

import static io.todoku.collect.dns.DnsFixture.known;
import static io.todoku.collect.dns.DnsFixture.lookup;
import static io.todoku.collect.dns.DnsFixture.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Rcode;

class ResolutionAliasTests {

  private static final String REVERSE = "9.2.0.192.in-addr.arpa";
  private static final String DELEGATED = "9.0-31.2.0.192.in-addr.arpa";
  private static final String ALIAS = REVERSE + ". 200 IN CNAME 9.0-31.2.0.192.IN-ADDR.arpa.";
  private static final String POINTER = DELEGATED + ". 300 IN PTR mail.example.com.";

  private final ScriptedDns dns = ScriptedDns.start();

  @AfterEach
  void stop() {
    dns.close();
  }

  private static String alias(int from) {
    return "a%d.example.com. 300 IN CNAME a%d.example.com.".formatted(from, from + 1);
  }

  @Test
  void anAliasWithinTheMessageIsFollowed() {
    dns.on(REVERSE, "PTR", ScriptedReply.of(ALIAS, POINTER));

    assertThat(known(lookup(dns, REVERSE, "PTR")))
        .isEqualTo(
            new DnsAnswer(Status.ANSWERED, List.of("mail.example.com"), List.of(DELEGATED), 200L));
    assertThat(dns.askedAtAll()).isEqualTo(1);
  }

  @Test
  void aliasesAreFollowedInAnyOrder() {
    dns.on(
        "a0.example.com",
        "A",
        ScriptedReply.of("a2.example.com. 9 IN A 192.0.2.1", alias(1), alias(0)));

    assertThat(known(lookup(dns, "a0.example.com", "A")))
        .isEqualTo(
            new DnsAnswer(
                Status.ANSWERED,
                List.of("192.0.2.1"),
                List.of("a1.example.com", "a2.example.com"),
                9L));
  }

  @Test
  void aTargetOutsideTheMessageIsAskedFor() {
    dns.on(REVERSE, "PTR", ScriptedReply.of(ALIAS)).on(DELEGATED, "PTR", ScriptedReply.of(POINTER));

    assertThat(known(lookup(dns, REVERSE, "PTR")))
        .isEqualTo(
            new DnsAnswer(Status.ANSWERED, List.of("mail.example.com"), List.of(DELEGATED), 200L));
    assertThat(dns.asked(DELEGATED, "PTR")).isEqualTo(1);
  }

  @Test
  void afterAnAliasWithAReferralTheTargetIsAskedFor() {
    dns.on(
            REVERSE,
            "PTR",
            ScriptedReply.of(ALIAS).authority("192.in-addr.arpa. 9 IN NS r.arin.net."))
        .on(DELEGATED, "PTR", ScriptedReply.of(POINTER));

    assertThat(known(lookup(dns, REVERSE, "PTR")).records()).containsExactly("mail.example.com");
  }

  @Test
  void whenTheSoaIsOfAnotherZoneTheTargetIsAskedFor() {
    dns.on(
            "www.example.com",
            "A",
            ScriptedReply.of("www.example.com. 300 IN CNAME www.example.net.")
                .authority(ScriptedReply.SOA)
                .without(Flags.RA)
                .with(Flags.AA))
        .on("www.example.net", "A", ScriptedReply.of("www.example.net. 300 IN A 192.0.2.1"));

    assertThat(known(lookup(dns, "www.example.com", "A")).records()).containsExactly("192.0.2.1");
  }

  @Test
  void whenTheTargetIsRefusedTheAnswerIsUnknown() {
    dns.on(REVERSE, "PTR", ScriptedReply.of(ALIAS))
        .on(DELEGATED, "PTR", ScriptedReply.rcode(Rcode.REFUSED));

    assertThat(unknown(lookup(dns, REVERSE, "PTR")))
        .isEqualTo(Reason.of(ReasonKind.REFUSED, REVERSE + " PTR @" + dns.resolver(), "REFUSED"));
  }

  @Test
  void whenTheTargetIsReferredTheAnswerIsUnknown() {
    dns.on(REVERSE, "PTR", ScriptedReply.of(ALIAS))
        .on(
            DELEGATED,
            "PTR",
            ScriptedReply.of().authority("192.in-addr.arpa. 9 IN NS r.arin.net."));

    assertThat(unknown(lookup(dns, REVERSE, "PTR")))
        .isEqualTo(
            Reason.of(
                ReasonKind.FAILED,
                REVERSE + " PTR @" + dns.resolver(),
                "a referral to r.arin.net"));
  }

  @Test
  void aTargetThatDoesNotExistIsNxdomain() {
    dns.on(
        REVERSE,
        "PTR",
        ScriptedReply.rcode(Rcode.NXDOMAIN)
            .answers(ALIAS)
            .authority("0-31.2.0.192.in-addr.arpa. 30 IN SOA ns. h. 1 2 3 4 60"));

    assertThat(known(lookup(dns, REVERSE, "PTR")))
        .isEqualTo(new DnsAnswer(Status.NXDOMAIN, List.of(), List.of(DELEGATED), 30L));
  }

  @Test
  void aTargetAskedForThatDoesNotExistIsNxdomain() {
    dns.on(REVERSE, "PTR", ScriptedReply.of(ALIAS))
        .on(DELEGATED, "PTR", ScriptedReply.rcode(Rcode.NXDOMAIN));

    assertThat(known(lookup(dns, REVERSE, "PTR")))
        .isEqualTo(new DnsAnswer(Status.NXDOMAIN, List.of(), List.of(DELEGATED), 200L));
  }

  @Test
  void aTargetWithoutSuchRecordsIsNoData() {
    dns.on(
        REVERSE,
        "PTR",
        ScriptedReply.of(ALIAS)
            .authority("0-31.2.0.192.in-addr.arpa. 30 IN SOA ns. h. 1 2 3 4 60"));

    assertThat(known(lookup(dns, REVERSE, "PTR")))
        .isEqualTo(new DnsAnswer(Status.NODATA, List.of(), List.of(DELEGATED), 30L));
    assertThat(dns.askedAtAll()).isEqualTo(1);
  }

  @Test
  void aTargetWithoutRecordsOrSoaIsAskedFor() {
    dns.on(REVERSE, "PTR", ScriptedReply.of(ALIAS)).on(DELEGATED, "PTR", ScriptedReply.of());

    assertThat(known(lookup(dns, REVERSE, "PTR")))
        .isEqualTo(new DnsAnswer(Status.NODATA, List.of(), List.of(DELEGATED), 200L));
  }

  @Test
  void aLoopWithinAMessageIsReported() {
    dns.on(
        "a0.example.com",
        "A",
        ScriptedReply.of(alias(0), alias(1), "a2.example.com. 300 IN CNAME A1.example.com."));

    assertThat(known(lookup(dns, "a0.example.com", "A")))
        .isEqualTo(
            new DnsAnswer(
                Status.CNAME_LOOP,
                List.of(),
                List.of("a1.example.com", "a2.example.com", "a1.example.com"),
                300L));
  }

  @Test
  void aLoopInAFailureIsReported() {
    dns.on(
        "a0.example.com",
        "A",
        ScriptedReply.rcode(Rcode.SERVFAIL)
            .answers(alias(0), "a1.example.com. 300 IN CNAME a0.example.com."));

    assertThat(known(lookup(dns, "a0.example.com", "A")).status()).isEqualTo(Status.CNAME_LOOP);
  }

  @Test
  void aFailureWithAliasesThatDoNotLoopIsUnknown() {
    dns.on("a0.example.com", "A", ScriptedReply.rcode(Rcode.SERVFAIL).answers(alias(0)))
        .on("a1.example.com", "A", ScriptedReply.of("a1.example.com. 300 IN A 192.0.2.1"));

    assertThat(unknown(lookup(dns, "a0.example.com", "A")))
        .isEqualTo(
            Reason.of(ReasonKind.SERVFAIL, "a0.example.com A @" + dns.resolver(), "SERVFAIL"));
    assertThat(dns.askedAtAll()).isEqualTo(2);
  }

  @Test
  void anAliasToItselfIsALoop() {
    dns.on("a0.example.com", "A", ScriptedReply.of("a0.example.com. 300 IN CNAME a0.example.com."));

    assertThat(known(lookup(dns, "a0.example.com", "A")).status()).isEqualTo(Status.CNAME_LOOP);
  }

  @Test
  void aLoopAcrossMessagesIsReported() {
    dns.on("a0.example.com", "A", ScriptedReply.of(alias(0)))
        .on(
            "a1.example.com",
            "A",
            ScriptedReply.of("a1.example.com. 300 IN CNAME a0.example.com."));

    assertThat(known(lookup(dns, "a0.example.com", "A")))
        .extracting(DnsAnswer::status, DnsAnswer::aliases)
        .containsExactly(Status.CNAME_LOOP, List.of("a1.example.com", "a0.example.com"));
    assertThat(dns.askedAtAll()).isEqualTo(2);
  }

  @Test
  void twelveAliasesAreFollowed() {
    IntStream.range(0, 12)
        .forEach(i -> dns.on("a" + i + ".example.com", "A", ScriptedReply.of(alias(i))));
    dns.on("a12.example.com", "A", ScriptedReply.of("a12.example.com. 300 IN A 192.0.2.1"));

    assertThat(known(lookup(dns, "a0.example.com", "A")).aliases()).hasSize(12);
  }

  @Test
  void thirteenAliasesAcrossMessagesAreUnknownAndNotALoop() {
    IntStream.range(0, 40)
        .forEach(i -> dns.on("a" + i + ".example.com", "A", ScriptedReply.of(alias(i))));

    assertThat(unknown(lookup(dns, "a0.example.com", "A")))
        .isEqualTo(
            Reason.of(
                ReasonKind.FAILED, "a0.example.com A @" + dns.resolver(), "more than 12 aliases"));
    assertThat(dns.askedAtAll()).isEqualTo(13);
  }

  @Test
  void thirteenAliasesWithinAMessageAreUnknown() {
    dns.on(
        "a0.example.com",
        "A",
        ScriptedReply.rcode(Rcode.NXDOMAIN)
            .answers(IntStream.range(0, 20).mapToObj(i -> alias(i)).toArray(String[]::new)));

    assertThat(unknown(lookup(dns, "a0.example.com", "A")).detail())
        .isEqualTo("more than 12 aliases");
  }

  @Test
  void aLoopBeyondTwelveAliasesOfSeveralMessagesIsNotLookedFor() {
    String loop = "a13.example.com. 300 IN CNAME a1.example.com.";
    dns.on("a0.example.com", "A", ScriptedReply.of(alias(0)))
        .on(
            "a1.example.com",
            "A",
            ScriptedReply.of(
                Stream.concat(IntStream.range(1, 13).mapToObj(i -> alias(i)), Stream.of(loop))
                    .toArray(String[]::new)));

    assertThat(unknown(lookup(dns, "a0.example.com", "A")).detail())
        .isEqualTo("more than 12 aliases");
    assertThat(dns.askedAtAll()).isEqualTo(2);
  }

  @Test
  void aQuestionForAnAliasIsAnsweredByIt() {
    dns.on("a0.example.com", "CNAME", ScriptedReply.of(alias(0)));

    assertThat(known(lookup(dns, "a0.example.com", "CNAME")))
        .isEqualTo(new DnsAnswer(Status.ANSWERED, List.of("a1.example.com"), List.of(), 300L));
  }
}
