package io.todoku.collect.dns;

import static io.todoku.collect.dns.Lookups.known;
import static io.todoku.collect.dns.Lookups.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.collect.dns.ScriptedDns.Script;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
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
class AuthorityTests {

  private static final String NAME = "mail.example.com";

  private final ScriptedZone zone = new ScriptedZone();

  @AfterEach
  void stop() {
    zone.close();
  }

  /** What the first server says, the second being well. */
  private NameView look(DnsLimits limits, Script first) {
    zone.all(NAME, "A", NAME + ". 300 IN A 192.0.2.1");
    zone.ns1.on(NAME, "A", first);
    return Lookups.views(limits, zone.port, address -> true, zone.resolver.resolver())
        .look(NAME, "A");
  }

  static Stream<Arguments> lame() {
    return Stream.of(
        Arguments.of(
            Reply.of(NAME + ". 300 IN A 192.0.2.1"), Cause.INCONCLUSIVE, "not authoritative"),
        Arguments.of(Reply.of(), Cause.INCONCLUSIVE, "not authoritative"),
        Arguments.of(Reply.rcode(Rcode.NXDOMAIN), Cause.INCONCLUSIVE, "not authoritative"),
        Arguments.of(
            Reply.rcode(Rcode.SERVFAIL).answers(NAME + ". 300 IN CNAME " + NAME + "."),
            Cause.INCONCLUSIVE,
            "not authoritative"),
        Arguments.of(
            Reply.of().authority("example.com. 300 IN NS NS9.example.net.").without(Flags.RA),
            Cause.INCONCLUSIVE,
            "a referral to ns9.example.net"),
        Arguments.of(
            Reply.rcode(Rcode.NXDOMAIN).authority(ScriptedZone.soa("com")).authoritative(),
            Cause.INCONCLUSIVE,
            "authority over com alone"),
        Arguments.of(
            Reply.of().authority(ScriptedZone.soa("com")).authoritative(),
            Cause.INCONCLUSIVE,
            "authority over com alone"),
        Arguments.of(Reply.rcode(Rcode.REFUSED), Cause.REFUSED, "REFUSED"),
        Arguments.of(Reply.rcode(Rcode.SERVFAIL), Cause.SERVFAIL, "SERVFAIL"));
  }

  @ParameterizedTest
  @MethodSource("lame")
  void takesNothingElseForAnAnswer(Script script, Cause cause, String detail) {
    NameView view = look(Lookups.PATIENT, script);

    assertThat(unknown(view.answers().get(0).answer()))
        .isEqualTo(Reason.of(cause, NAME + " A @ns1.example.com", detail));
    assertThat(known(view.answers().get(1).answer()).records()).containsExactly("192.0.2.1");
  }

  @Test
  void doesNotSuspectDnssecOfAServerThatDoesNotValidate() {
    look(Lookups.PATIENT, Reply.rcode(Rcode.SERVFAIL));

    assertThat(zone.ns1.asked(NAME, "A")).isEqualTo(1);
  }

  @Test
  void waitsForNobodyForEver() {
    NameView view = look(Lookups.HASTY, Reply::silence);

    assertThat(unknown(view.answers().get(0).answer()).cause()).isEqualTo(Cause.TIMEOUT);
  }

  static Stream<Arguments> nothing() {
    return Stream.of(
        Arguments.of(Reply.rcode(Rcode.NXDOMAIN), Status.NXDOMAIN),
        Arguments.of(Reply.of(), Status.NODATA));
  }

  @ParameterizedTest
  @MethodSource("nothing")
  void believesThatNothingIsThere(Reply reply, Status status) {
    NameView view = look(Lookups.PATIENT, reply.authority(Reply.SOA).authoritative());

    assertThat(known(view.answers().get(0).answer()))
        .isEqualTo(new DnsAnswer(status, List.of(), List.of(), 60L));
  }
}
