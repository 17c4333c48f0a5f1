package io.todoku.rule.server;

import static io.todoku.rule.server.RemedyAssertions.assertNeutral;
import static io.todoku.rule.server.RemedyAssertions.assertNoPostfixCommands;
import static io.todoku.rule.server.RemedyAssertions.assertTextsExist;
import static io.todoku.snapshot.SmtpDialogueBuilder.aServer;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Fingerprint.SmtpSoftware;
import io.todoku.rule.Remedy;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.MailServer.Tls;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SmtpDialogueBuilder;
import io.todoku.snapshot.SnapshotBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartTlsOfferedTests {

  private static final String ADDRESS = "203.0.113.9";
  private static final Instant LONG_AGO = SnapshotBuilder.NOW.minus(30, ChronoUnit.DAYS);
  private static final Instant LATER = SnapshotBuilder.NOW.plus(30, ChronoUnit.DAYS);

  private static SnapshotBuilder mxServer() {
    return aSnapshot()
        .withSender(ADDRESS)
        .withDomain("example.com")
        .dns("example.com", "MX", "10 mx.example.com")
        .dns("mx.example.com", "A", ADDRESS)
        .ptr(ADDRESS, "out.example.net");
  }

  private static Finding judge(SnapshotBuilder world, Tls tls) {
    return judge(world, Observed.known(tls));
  }

  private static Finding judge(SnapshotBuilder world, Observed<Tls> tls) {
    return onlyFinding(
        new StartTlsOffered(),
        world.dialogue(ADDRESS, aServer().extensions("STARTTLS").tls(tls).build()));
  }

  private static Tls tls(String protocol, String name) {
    return SmtpDialogueBuilder.tls(protocol, name, LONG_AGO, LATER, null);
  }

  private static void assertWarns(Finding finding, String key) {
    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.summary().key()).isEqualTo("starttls-offered." + key);
    assertThat(finding.remedy().steps()).isNotEmpty();
    assertThat(finding.evidence()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.3, mx.example.com", "TLSv1.2, MX.Example.com", "TLSv1.3, *.example.com"})
  void passesForTheNameOfTheMx(String protocol, String name) {
    Finding finding = judge(mxServer(), tls(protocol, name));

    assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    assertThat(finding.summary().key()).isEqualTo("starttls-offered.pass");
    assertThat(finding.evidence().getFirst().answer()).contains("names: " + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.example.net", "mail.example.com", "*.example.net"})
  void anotherNameWillDoOnlyWhereNoMxLeadsThere(String name) {
    SnapshotBuilder sendsOnly = aSnapshot().withSender(ADDRESS).ptr(ADDRESS, "out.example.net");

    assertThat(judge(sendsOnly, tls("TLSv1.3", name)).verdict()).isEqualTo(Verdict.PASS);
    assertWarns(judge(mxServer(), tls("TLSv1.3", name)), "warn.name");
  }

  @Test
  void asksForAFileOnlyWhereThereIsNoCertificate() {
    Finding absent =
        onlyFinding(
            new StartTlsOffered(),
            mxServer()
                .dialogue(ADDRESS, SoftwareDialogues.aServerRunning(SmtpSoftware.POSTFIX).build()));

    assertThat(absent.remedy().commands())
        .singleElement()
        .asString()
        .contains("!TLSv1.1", "test -r \"$chain\" &&")
        .doesNotContain("PATH-TO");
    assertThat(
            remedyForOldProtocol(SoftwareDialogues.aServerRunning(SmtpSoftware.POSTFIX)).commands())
        .singleElement()
        .asString()
        .contains("!TLSv1.1")
        .doesNotContain("chain_files");
  }

  @Test
  void notesThatNobodyVouchesForIt() {
    Finding finding =
        judge(
            mxServer(),
            SmtpDialogueBuilder.tls("TLSv1.3", "mx.example.com", LONG_AGO, LATER, "no path"));

    assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    assertThat(finding.summary().key()).isEqualTo("starttls-offered.pass.untrusted");
    assertThat(finding.evidence().getFirst().answer()).contains("not trusted: no path");
  }

  @Test
  void warnsWhereItIsNotOffered() {
    assertWarns(
        onlyFinding(new StartTlsOffered(), mxServer().dialogue(ADDRESS, aServer().build())),
        "warn.absent");
  }

  @Test
  void isUnknownWhereEhloWasRefused() {
    Finding finding =
        onlyFinding(
            new StartTlsOffered(), mxServer().dialogue(ADDRESS, aServer().heloOnly().build()));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().kind()).isEqualTo(ReasonKind.INCONCLUSIVE);
  }

  @Test
  void warnsWhereNoHandshakeComesAbout() {
    Tls failed = new Tls("protocol_version", "", "", List.of(), null, List.of());

    assertWarns(judge(mxServer(), failed), "warn.handshake");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.1", "TLSv1", "SSLv3"})
  void warnsOfOldProtocols(String protocol) {
    assertWarns(judge(mxServer(), tls(protocol, "mx.example.com")), "warn.protocol");
  }

  @Test
  void warnsOfACertificateOutOfDate() {
    Instant yesterday = SnapshotBuilder.NOW.minus(1, ChronoUnit.DAYS);
    Instant tomorrow = SnapshotBuilder.NOW.plus(1, ChronoUnit.DAYS);

    assertWarns(
        judge(
            mxServer(),
            SmtpDialogueBuilder.tls("TLSv1.3", "mx.example.com", LONG_AGO, yesterday, null)),
        "warn.expired");
    assertWarns(
        judge(
            mxServer(),
            SmtpDialogueBuilder.tls("TLSv1.3", "mx.example.com", tomorrow, LATER, null)),
        "warn.early");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "www.example.com", "*.com", "*.mx.example.com", "example.com"})
  void warnsOfAnotherName(String name) {
    assertWarns(judge(mxServer(), tls("TLSv1.3", name)), "warn.name");
  }

  @Test
  void warnsWithoutACertificate() {
    assertWarns(
        judge(mxServer(), new Tls(null, "TLSv1.2", "anon", List.of(), null, List.of())),
        "warn.bare");
  }

  @Test
  void isUnknownWhereTheHandshakeWasNotSeen() {
    Finding finding =
        judge(mxServer(), Observed.unknown(Reason.of(ReasonKind.TIMEOUT, "STARTTLS", "")));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().kind()).isEqualTo(ReasonKind.TIMEOUT);
  }

  @Test
  void isUnknownWhereTheNameMayBeOneThatWasNotSeen() {
    SnapshotBuilder hidden =
        aSnapshot()
            .withSender(ADDRESS)
            .withDomain("example.com")
            .dnsUnknown("example.com", "MX", ReasonKind.SERVFAIL)
            .ptr(ADDRESS, "out.example.net");

    assertThat(judge(hidden, tls("TLSv1.3", "mx.example.com")).unknownReason().kind())
        .isEqualTo(ReasonKind.SERVFAIL);
    assertThat(judge(hidden, tls("TLSv1.3", "out.example.net")).unknownReason().kind())
        .as("the name of the MX may be another")
        .isEqualTo(ReasonKind.SERVFAIL);
  }

  private static Remedy remedy(SmtpDialogueBuilder server) {
    return onlyFinding(new StartTlsOffered(), mxServer().dialogue(ADDRESS, server.build()))
        .remedy();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POSTFIX")
  void givesNoLinesOfPostfixToAnother(SmtpSoftware software) {
    Remedy remedy = remedy(SoftwareDialogues.aServerRunning(software));

    assertTextsExist(StartTlsOffered.ID, remedy);
    assertNoPostfixCommands(remedy);
  }

  @Test
  void speaksOfTheSoftwareThatWasSeen() {
    Remedy postfix = remedy(SoftwareDialogues.aServerRunning(SmtpSoftware.POSTFIX));
    Remedy unknown = remedy(aServer());

    assertThat(postfix.commands()).anyMatch(command -> command.contains("smtpd_tls_chain_files"));
    assertThat(postfix.steps().getFirst().key())
        .isEqualTo(StartTlsOffered.ID + ".do.offer.postfix");
    assertThat(remedy(SoftwareDialogues.aServerRunning(SmtpSoftware.QMAIL)).commands())
        .anyMatch(command -> command.contains("servercert.pem"));
    assertThat(
            remedy(SoftwareDialogues.aServerRunning(SmtpSoftware.QMAIL)).steps().getFirst().key())
        .isEqualTo(StartTlsOffered.ID + ".do.offer.qmail");
    assertNeutral(unknown);
  }

  private static Remedy remedyForOldProtocol(SmtpDialogueBuilder server) {
    return onlyFinding(
            new StartTlsOffered(),
            mxServer()
                .dialogue(
                    ADDRESS,
                    server
                        .extensions("STARTTLS")
                        .tls(Observed.known(tls("TLSv1", "mx.example.com")))
                        .build()))
        .remedy();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POSTFIX")
  void tellsEachHowToLeaveOldProtocolsOut(SmtpSoftware software) {
    assertTextsExist(
        StartTlsOffered.ID, remedyForOldProtocol(SoftwareDialogues.aServerRunning(software)));
    assertNoPostfixCommands(remedyForOldProtocol(SoftwareDialogues.aServerRunning(software)));
    assertThat(
            remedyForOldProtocol(SoftwareDialogues.aServerRunning(SmtpSoftware.POSTFIX)).commands())
        .singleElement()
        .asString()
        .contains("smtpd_tls_protocols")
        .doesNotContain("chain_files");
    assertNeutral(remedyForOldProtocol(aServer()));
  }
}
