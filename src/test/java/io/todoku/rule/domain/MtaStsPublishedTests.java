package io.todoku.rule.domain;

import static io.todoku.rule.World.aSnapshot;
import static io.todoku.rule.World.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.rule.World;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MailServer.Certificate;
import io.todoku.snapshot.MailServer.Dialogue;
import io.todoku.snapshot.MailServer.Ending;
import io.todoku.snapshot.MailServer.Tls;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.WebPolicy.Fetched;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MtaStsPublishedTests {

  private static final String NAME = "_mta-sts.example.com";
  private static final String GOOD =
      "version: STSv1\nmode: enforce\nmx: mail.example.com\nmx: *.mx.example.net\nmax_age: 604800\n";

  private final MtaStsPublished rule = new MtaStsPublished();

  private static World domain() {
    return aSnapshot()
        .withDomain("example.com")
        .dns("example.com", "MX", "10 mail.example.com", "20 a.mx.example.net");
  }

  private static World announced() {
    return domain().dns(NAME, "TXT", "v=STSv1; id=20261118;");
  }

  private static World served(int status, String type, String body) {
    return announced().policy("example.com", Observed.known(new Fetched(status, type, body, null)));
  }

  private void expect(World world, Verdict verdict, String key) {
    Finding finding = only(rule, world);

    assertThat(finding.verdict()).isEqualTo(verdict);
    assertThat(finding.summary().key()).isEqualTo("mta-sts-published." + key);
  }

  @Test
  void passesWhereThePolicyIsEnforcedAndNamesEveryHost() {
    Finding finding = only(rule, served(200, "text/plain; charset=utf-8", GOOD));

    assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    assertThat(finding.evidence()).extracting(e -> e.source()).contains("dns", "web");
    assertThat(finding.evidence().getLast().answer())
        .startsWith("200 text/plain; charset=utf-8", "version: STSv1");
  }

  @ParameterizedTest
  @CsvSource({
    "mode: enforce, mode: testing, WARN, warn.testing",
    "mode: enforce, mode: none, WARN, warn.none",
    "max_age: 604800, max_age: 86399, WARN, warn.age",
    "max_age: 604800, max_age: 86400, PASS, pass",
    "mx: mail.example.com, mx: MAIL.example.com, PASS, pass",
    "mx: mail.example.com, mx: old.example.com, FAIL, fail.mx",
    "*.mx.example.net, *.example.net, FAIL, fail.mx",
    "version: STSv1, version: STSv2, FAIL, fail.policy",
    "mode: enforce, mode: strict, FAIL, fail.policy",
    "mode: enforce, x: y, FAIL, fail.policy",
    "max_age: 604800, max_age: 31557601, FAIL, fail.policy",
    "max_age: 604800, max_age: soon, FAIL, fail.policy",
    "mode: enforce, <html>, FAIL, fail.policy",
    "max_age: 604800, max_age: 604800\tx, FAIL, fail.policy",
    "max_age, unknown: field, FAIL, fail.policy",
  })
  void judgesThePolicy(String from, String to, Verdict verdict, String key) {
    expect(served(200, "text/plain", GOOD.replace(from, to)), verdict, key);
  }

  @Test
  void asksForHostsUnlessItAsksForNothing() {
    String none = "version: STSv1\nmode: none\nmax_age: 86400";

    expect(served(200, "text/plain", none), Verdict.WARN, "warn.none");
    expect(served(200, "text/plain", none.replace("none", "enforce")), Verdict.FAIL, "fail.policy");
  }

  @Test
  void warnsOfAnotherType() {
    expect(served(200, "text/html", GOOD), Verdict.WARN, "warn.type");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 404, 410})
  void failsByTheStatus(int status) {
    expect(served(status, "text/plain", GOOD), Verdict.FAIL, "fail.status");
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 408, 429, 500, 503})
  void isUnknownWhileSendersKeepThePolicyThatTheyHave(int status) {
    Finding finding = only(rule, served(status, "text/plain", GOOD));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknown().cause()).isEqualTo(Cause.FAILED);
    assertThat(finding.unknown().detail()).isEqualTo(String.valueOf(status));
  }

  private static World talkedTo(List<String> extensions, Observed<Tls> tls) {
    return served(200, "text/plain", GOOD)
        .dns("mail.example.com", "A", "203.0.113.9")
        .dialogue(
            "203.0.113.9",
            new Dialogue(
                true,
                "mail.example.com ESMTP",
                "mail.example.com",
                extensions,
                List.of(),
                List.of(),
                tls,
                null,
                false,
                Ending.COMPLETE,
                List.of()));
  }

  private static World certified(String name, int days, String distrust) {
    Certificate own =
        new Certificate(
            "CN=x",
            "CN=y",
            List.of(name),
            World.NOW.minus(Duration.ofDays(30)),
            World.NOW.plus(Duration.ofDays(days)));
    return talkedTo(
        List.of("STARTTLS"),
        Observed.known(new Tls(null, "TLSv1.3", "x", List.of(own), distrust, List.of())));
  }

  @Test
  void failsWhereAServerBreaksWhatThePolicyPromises() {
    Observed<Tls> unasked = Observed.unknown(Reason.of(Cause.NOT_ASKED, "STARTTLS", ""));
    Finding bare = only(rule, talkedTo(List.of("SIZE 100"), unasked));

    assertThat(bare.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(bare.summary())
        .isEqualTo(
            Text.of(
                "mta-sts-published.fail.server", "example.com", "mail.example.com (203.0.113.9)"));
    assertThat(bare.evidence().getLast().source()).isEqualTo("smtp");
    expect(certified("mail.example.com", -1, null), Verdict.FAIL, "fail.server");
    expect(certified("other.example.com", 30, null), Verdict.FAIL, "fail.server");
    expect(certified("mail.example.com", 30, "self-signed"), Verdict.FAIL, "fail.server");
    expect(certified("*.example.com", 30, null), Verdict.PASS, "pass");
    expect(talkedTo(List.of("STARTTLS"), unasked), Verdict.PASS, "pass");
  }

  @Test
  void failsWhereTlsFails() {
    World world = announced();
    world.policy("example.com", Observed.known(new Fetched(0, "", "", "certificate expired")));

    expect(world, Verdict.FAIL, "fail.tls");
  }

  @Test
  void failsWhereTheHostHasNoAddress() {
    World world = announced();
    world
        .dnsStatus("mta-sts.example.com", "A", Status.NXDOMAIN)
        .dnsStatus("mta-sts.example.com", "AAAA", Status.NXDOMAIN)
        .policy(
            "example.com", Observed.unknown(Reason.of(Cause.UNREACHABLE, "https", "no address")));

    expect(world, Verdict.FAIL, "fail.host");
  }

  @ParameterizedTest
  @EnumSource(
      value = Cause.class,
      names = {"TIMEOUT", "UNREACHABLE", "NOT_ALLOWED", "FAILED"})
  void isUnknownWhereThePolicyCannotBeHad(Cause cause) {
    World world = announced();
    world.policy("example.com", Observed.unknown(Reason.of(cause, "https", "test")));

    Finding finding = only(rule, world);

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknown().cause()).isEqualTo(cause);
  }

  @Test
  void isUnknownWhereNobodyFetchedIt() {
    assertThat(only(rule, announced()).unknown().cause()).isEqualTo(Cause.NOT_ASKED);
  }

  @Test
  void isUnknownWhereTheHostsAreNotKnown() {
    World world = aSnapshot().withDomain("example.com").dns(NAME, "TXT", "v=STSv1; id=1");
    world.policy("example.com", Observed.known(new Fetched(200, "text/plain", GOOD, null)));

    expect(world, Verdict.UNKNOWN, "unknown.mx");
  }

  @ParameterizedTest
  @CsvSource({
    "'v=spf1 -all', WARN, warn",
    "'v=STSv1', FAIL, fail.malformed",
    "'v=STSv1; id=2026-11-18', FAIL, fail.malformed",
    "'id=1; v=STSv1', FAIL, fail.malformed",
    "'v=stsv1; id=1', FAIL, fail.malformed",
  })
  void judgesTheRecord(String record, Verdict verdict, String key) {
    expect(domain().dns(NAME, "TXT", record), verdict, key);
  }

  @Test
  void failsWhereThereAreSeveral() {
    expect(
        domain().dns(NAME, "TXT", "v=STSv1; id=1", "v=STSv1; id=2"), Verdict.FAIL, "fail.several");
  }

  @ParameterizedTest
  @CsvSource({"NXDOMAIN, WARN", "NODATA, WARN", "BOGUS, FAIL", "CNAME_LOOP, FAIL"})
  void judgesThatThereIsNone(Status status, Verdict verdict) {
    Finding finding = only(rule, domain().dnsStatus(NAME, "TXT", status));

    assertThat(finding.verdict()).isEqualTo(verdict);
  }

  @Test
  void givesAPolicyThatFitsTheHosts() {
    assertThat(only(rule, domain().dnsStatus(NAME, "TXT", Status.NXDOMAIN)).remedy().commands())
        .containsExactly(
            "_mta-sts.example.com.  300  IN  TXT  \"v=STSv1; id=1\"",
            """
            resource "aws_route53_record" "txt" {
              zone_id = "ZONE-ID"
              name    = "_mta-sts.example.com"
              type    = "TXT"
              ttl     = 300
              records = ["v=STSv1; id=1"]
            }\
            """,
            "version: STSv1\nmode: testing\nmx: mail.example.com\nmx: a.mx.example.net\n"
                + "max_age: 604800");
  }

  @Test
  void isUnknownWhereTheRecordIsNotKnown() {
    assertThat(only(rule, domain().dnsUnknown(NAME, "TXT", Cause.TIMEOUT)).verdict())
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(only(rule, domain()).unknown().cause()).isEqualTo(Cause.NOT_ASKED);
  }
}
