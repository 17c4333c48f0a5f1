package io.todoku.rule.domain;

import static io.todoku.rule.RemedyContents.texts;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.BlockKind;
import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.Tls;
import io.todoku.snapshot.MtaStsPolicyLookup.HttpAnswer;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MtaStsPublishedTests {

  private static final String NAME = "_mta-sts.example.com";
  private static final String GOOD =
      "version: STSv1\n"
          + "mode: enforce\n"
          + "mx: mail.example.com\n"
          + "mx: *.mx.example.net\n"
          + "max_age: 604800\n";

  private final MtaStsPublished rule = new MtaStsPublished();

  private static SnapshotBuilder domain() {
    return aSnapshot()
        .withDomain("example.com")
        .dns("example.com", "MX", "10 mail.example.com", "20 a.mx.example.net")
        .dns("mail.example.com", "A", "203.0.113.9")
        .dnsStatus("mail.example.com", "AAAA", Status.NODATA)
        .dns("a.mx.example.net", "A", "192.0.2.20")
        .dnsStatus("a.mx.example.net", "AAAA", Status.NODATA);
  }

  private static SnapshotBuilder withTxtRecord() {
    return domain().dns(NAME, "TXT", "v=STSv1; id=20261118;");
  }

  private static SnapshotBuilder withPolicy(int status, String type, String body) {
    return withTxtRecord()
        .policy("example.com", Observed.known(new HttpAnswer(status, type, body, null)));
  }

  private void assertVerdict(SnapshotBuilder snapshot, Verdict verdict, String key) {
    Finding finding = onlyFinding(rule, snapshot);

    assertThat(finding.verdict()).isEqualTo(verdict);
    assertThat(finding.summary().key()).isEqualTo("mta-sts-published." + key);
  }

  @Test
  void anEnforcedPolicyThatNamesEveryHostPasses() {
    Finding finding = onlyFinding(rule, withPolicy(200, "text/plain; charset=utf-8", GOOD));

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
    "max_age: 604800, max_age: 31557600, PASS, pass",
    "max_age: 604800, max_age: 31557601, FAIL, fail.policy",
    "mode: enforce, 'mode: enforce\nx: y', PASS, pass",
    "mode: enforce, 'mode: enforce\n: y', FAIL, fail.policy",
    "max_age: 604800, max_age: soon, FAIL, fail.policy",
    "mode: enforce, <html>, FAIL, fail.policy",
    "max_age: 604800, max_age: 604800\tx, FAIL, fail.policy",
    "max_age, unknown: field, FAIL, fail.policy",
  })
  void eachFieldOfThePolicyDecides(String from, String to, Verdict verdict, String key) {
    assertVerdict(withPolicy(200, "text/plain", GOOD.replace(from, to)), verdict, key);
  }

  @Test
  void onlyModeNoneNeedsNoHosts() {
    String none = "version: STSv1\nmode: none\nmax_age: 86400";

    assertVerdict(withPolicy(200, "text/plain", none), Verdict.WARN, "warn.none");
    assertVerdict(
        withPolicy(200, "text/plain", none.replace("none", "enforce")),
        Verdict.FAIL,
        "fail.policy");
  }

  @Test
  void anotherContentTypeIsWarnedOf() {
    assertVerdict(withPolicy(200, "text/html", GOOD), Verdict.WARN, "warn.type");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 404, 410})
  void aStatusThatStaysFails(int status) {
    assertVerdict(withPolicy(status, "text/plain", GOOD), Verdict.FAIL, "fail.status");
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 408, 429, 500, 503})
  void aStatusThatMayPassIsUnknown(int status) {
    Finding finding = onlyFinding(rule, withPolicy(status, "text/plain", GOOD));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().kind()).isEqualTo(ReasonKind.FAILED);
    assertThat(finding.unknownReason().detail()).isEqualTo(String.valueOf(status));
  }

  private static SnapshotBuilder withMxServer(List<String> extensions, Observed<Tls> tls) {
    return withPolicy(200, "text/plain", GOOD)
        .dialogue("203.0.113.9", MxServers.dialogue(extensions, tls));
  }

  private static SnapshotBuilder withCertificate(String name, int days, String distrust) {
    return withMxServer(
        List.of("STARTTLS"),
        Observed.known(
            new Tls(
                null,
                "TLSv1.3",
                "x",
                List.of(MxServers.certificate(name, days)),
                distrust,
                List.of())));
  }

  @Test
  void anMxServerWithoutTheTlsOfThePolicyFails() {
    Observed<Tls> unasked = Observed.unknown(Reason.of(ReasonKind.NOT_ASKED, "STARTTLS", ""));
    Finding bare = onlyFinding(rule, withMxServer(List.of("SIZE 100"), unasked));

    assertThat(bare.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(bare.summary())
        .isEqualTo(
            Text.of(
                "mta-sts-published.fail.server", "example.com", "mail.example.com (203.0.113.9)"));
    assertThat(bare.evidence().getLast())
        .isEqualTo(Evidence.smtp("203.0.113.9:25", List.of("EHLO: SIZE 100"), SnapshotBuilder.NOW));
    assertVerdict(withCertificate("mail.example.com", -1, null), Verdict.FAIL, "fail.server");
    assertVerdict(withCertificate("other.example.com", 30, null), Verdict.FAIL, "fail.server");
    assertVerdict(
        withCertificate("mail.example.com", 30, "self-signed"), Verdict.FAIL, "fail.server");
    assertVerdict(withCertificate("mail.example.com", 0, null), Verdict.PASS, "pass");
    assertVerdict(withCertificate("*.example.com", 30, null), Verdict.PASS, "pass");
    assertVerdict(withMxServer(List.of("STARTTLS"), unasked), Verdict.UNKNOWN, "unknown.server");
  }

  @Test
  void aFailedHandshakeFailsAndIsShown() {
    Tls failed = new Tls("handshake_failure", "", "", List.of(), null, List.of());
    Finding finding = onlyFinding(rule, withMxServer(List.of("STARTTLS"), Observed.known(failed)));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.summary().key()).isEqualTo("mta-sts-published.fail.server");
    assertThat(finding.evidence().getLast().answer())
        .containsExactly("STARTTLS: handshake_failure");
    assertThat(finding.remedy().steps())
        .containsExactly(
            Text.of(
                "mta-sts-published.do.server", "example.com", "mail.example.com (203.0.113.9)"));
  }

  @ParameterizedTest
  @CsvSource({"TLSv1, FAIL", "TLSv1.1, FAIL", "TLSv1.2, PASS", "TLSv1.3, PASS"})
  void theServerNeedsTls12(String protocol, Verdict verdict) {
    Tls tls =
        new Tls(
            null,
            protocol,
            "x",
            List.of(MxServers.certificate("mail.example.com", 30)),
            null,
            List.of());

    assertThat(onlyFinding(rule, withMxServer(List.of("STARTTLS"), Observed.known(tls))).verdict())
        .isEqualTo(verdict);
  }

  /** The decoy at 192.0.2.20 is a provider's, whose servers are not probed. */
  @Test
  void aServerOfTheAccountThatCouldNotBeTalkedToIsUnknown() {
    SnapshotBuilder snapshot =
        withPolicy(200, "text/plain", GOOD).withElasticIp("203.0.113.9", Map.of());

    Finding finding = onlyFinding(rule, snapshot);

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.summary())
        .isEqualTo(
            Text.of(
                "mta-sts-published.unknown.server",
                "example.com",
                "mail.example.com (203.0.113.9)"));
    assertThat(finding.unknownReason().source()).isEqualTo("203.0.113.9:25");
  }

  @Test
  void aServerThatRefusesConnectionsIsUnknown() {
    SnapshotBuilder snapshot =
        withPolicy(200, "text/plain", GOOD)
            .dialogue("203.0.113.9", SmtpDialogue.CONNECTION_REFUSED);

    assertVerdict(snapshot, Verdict.UNKNOWN, "unknown.server");
  }

  @Test
  void oneOfSeveralServersThatBreaksThePolicyFails() {
    SnapshotBuilder snapshot =
        withCertificate("mail.example.com", 30, null)
            .dialogue("192.0.2.20", MxServers.withCertificate("other.example.net"));

    Finding finding = onlyFinding(rule, snapshot);

    assertThat(finding.summary())
        .isEqualTo(
            Text.of(
                "mta-sts-published.fail.server", "example.com", "a.mx.example.net (192.0.2.20)"));
  }

  @Test
  void aPolicyInTestingModeShowsWhatWouldBreak() {
    SnapshotBuilder snapshot =
        withPolicy(200, "text/plain", GOOD.replace("enforce", "testing"))
            .dialogue("203.0.113.9", MxServers.withCertificate("other.example.com"));

    Finding finding = onlyFinding(rule, snapshot);

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.summary())
        .isEqualTo(
            Text.of(
                "mta-sts-published.warn.testing.broken",
                "example.com",
                "mail.example.com (203.0.113.9)"));
    assertThat(finding.remedy().steps())
        .extracting(Text::key)
        .containsExactly("mta-sts-published.do.server");
  }

  @Test
  void aDomainThatReceivesNoMailNeedsNoPolicy() {
    assertVerdict(
        aSnapshot()
            .withDomain("example.com")
            .dns("example.com", "MX", "0 .")
            .dnsStatus(NAME, "TXT", Status.NXDOMAIN),
        Verdict.NOT_APPLICABLE,
        "na");
  }

  @Test
  void aFailureOfTlsFails() {
    SnapshotBuilder snapshot = withTxtRecord();
    snapshot.policy(
        "example.com", Observed.known(new HttpAnswer(0, "", "", "certificate expired")));

    assertVerdict(snapshot, Verdict.FAIL, "fail.tls");
  }

  @Test
  void aPolicyHostWithoutAddressFails() {
    SnapshotBuilder snapshot = withTxtRecord();
    snapshot
        .dnsStatus("mta-sts.example.com", "A", Status.NXDOMAIN)
        .dnsStatus("mta-sts.example.com", "AAAA", Status.NXDOMAIN)
        .policy(
            "example.com",
            Observed.unknown(Reason.of(ReasonKind.UNREACHABLE, "https", "no address")));

    assertVerdict(snapshot, Verdict.FAIL, "fail.host");
  }

  @ParameterizedTest
  @EnumSource(
      value = ReasonKind.class,
      names = {"TIMEOUT", "UNREACHABLE", "NOT_ALLOWED", "FAILED"})
  void whereThePolicyCouldNotBeFetchedTheVerdictIsUnknown(ReasonKind cause) {
    SnapshotBuilder snapshot = withTxtRecord();
    snapshot.policy("example.com", Observed.unknown(Reason.of(cause, "https", "test")));

    Finding finding = onlyFinding(rule, snapshot);

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().kind()).isEqualTo(cause);
  }

  @Test
  void whereNobodyFetchedThePolicyTheVerdictIsUnknown() {
    assertThat(onlyFinding(rule, withTxtRecord()).unknownReason().kind())
        .isEqualTo(ReasonKind.NOT_ASKED);
  }

  @Test
  void whereTheMxIsNotKnownTheVerdictIsUnknown() {
    SnapshotBuilder snapshot =
        aSnapshot().withDomain("example.com").dns(NAME, "TXT", "v=STSv1; id=1");
    snapshot.policy("example.com", Observed.known(new HttpAnswer(200, "text/plain", GOOD, null)));

    assertVerdict(snapshot, Verdict.UNKNOWN, "unknown.mx");
  }

  private static SnapshotBuilder withMx(Status status, String policyHost) {
    SnapshotBuilder snapshot =
        aSnapshot()
            .withDomain("example.com")
            .dnsStatus("example.com", "MX", status)
            .dns("example.com", "A", "192.0.2.20")
            .dnsStatus("example.com", "AAAA", Status.NODATA)
            .dns(NAME, "TXT", "v=STSv1; id=1");
    String policy = "version: STSv1\nmode: enforce\nmx: " + policyHost + "\nmax_age: 86400";
    return snapshot.policy(
        "example.com", Observed.known(new HttpAnswer(200, "text/plain", policy, null)));
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"BOGUS", "CNAME_LOOP"})
  void whereTheMxAnswerIsBrokenTheVerdictIsUnknown(Status status) {
    Finding finding = onlyFinding(rule, withMx(status, "example.com"));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.summary()).isEqualTo(Text.of("mta-sts-published.unknown.mx", "example.com"));
    assertThat(finding.unknownReason())
        .isEqualTo(Reason.of(ReasonKind.SERVFAIL, "example.com MX", status.name()));
  }

  @Test
  void withoutMxThePolicyMustNameTheDomainItself() {
    assertVerdict(withMx(Status.NODATA, "example.com"), Verdict.PASS, "pass");

    Finding finding = onlyFinding(rule, withMx(Status.NODATA, "mail.example.com"));
    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.summary())
        .isEqualTo(Text.of("mta-sts-published.fail.mx", "example.com", "example.com"));
  }

  @ParameterizedTest
  @CsvSource({
    "'v=spf1 -all', WARN, warn",
    "'v=STSv1', FAIL, fail.malformed",
    "'v=STSv1; id=2026-11-18', FAIL, fail.malformed",
    "'id=1; v=STSv1', FAIL, fail.malformed",
    "'v=stsv1; id=1', FAIL, fail.malformed",
  })
  void eachTagOfTheRecordDecides(String record, Verdict verdict, String key) {
    assertVerdict(domain().dns(NAME, "TXT", record), verdict, key);
  }

  @Test
  void severalRecordsFail() {
    assertVerdict(
        domain().dns(NAME, "TXT", "v=STSv1; id=1", "v=STSv1; id=2"), Verdict.FAIL, "fail.several");
  }

  @ParameterizedTest
  @CsvSource({"NXDOMAIN, WARN", "NODATA, WARN", "BOGUS, FAIL", "CNAME_LOOP, FAIL"})
  void aMissingRecordWarnsAndABrokenAnswerFails(Status status, Verdict verdict) {
    Finding finding = onlyFinding(rule, domain().dnsStatus(NAME, "TXT", status));

    assertThat(finding.verdict()).isEqualTo(verdict);
  }

  @Test
  void theRemedyHasAPolicyWithTheMxHosts() {
    Finding finding = onlyFinding(rule, domain().dnsStatus(NAME, "TXT", Status.NXDOMAIN));

    assertThat(texts(finding, BlockKind.ZONE_RECORD))
        .containsExactly("_mta-sts.example.com.  300  IN  TXT  \"v=STSv1; id=1\"");
    assertThat(texts(finding, BlockKind.SERVED_FILE))
        .containsExactly(
            "version: STSv1\nmode: testing\nmx: mail.example.com\nmx: a.mx.example.net\n"
                + "max_age: 604800");
  }

  @Test
  void whereTheRecordIsNotKnownTheVerdictIsUnknown() {
    assertThat(onlyFinding(rule, domain().dnsUnknown(NAME, "TXT", ReasonKind.TIMEOUT)).verdict())
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(onlyFinding(rule, domain()).unknownReason().kind()).isEqualTo(ReasonKind.NOT_ASKED);
  }

  @ParameterizedTest
  @CsvSource({"self-signed, not trusted: self-signed", ","})
  void theEvidenceOfACertificateTellsWhetherItIsTrusted(String distrust, String line) {
    Finding finding = onlyFinding(rule, withCertificate("other.example.com", 30, distrust));

    assertThat(finding.evidence().getLast().answer())
        .containsExactlyElementsOf(
            Stream.of(
                    "names: other.example.com",
                    "valid: 2026-10-19T00:00:00Z – 2026-12-18T00:00:00Z",
                    line)
                .filter(Objects::nonNull)
                .toList());
  }

  @Test
  void theRemedyHasNoPolicyForHostsThatWouldBreakItsLines() {
    SnapshotBuilder snapshot =
        aSnapshot()
            .withDomain("example.com")
            .dns("example.com", "MX", "10 mail.example.com", "20 mail\\032b.example.com")
            .dnsStatus(NAME, "TXT", Status.NXDOMAIN);

    assertThat(onlyFinding(rule, snapshot).remedy().commands())
        .hasSize(4)
        .noneMatch(command -> command.startsWith("version:"));
  }
}
