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
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SmtpDialogueBuilder;
import io.todoku.snapshot.SnapshotBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthOnlyOverTlsTests {

  private static final String ADDRESS = "203.0.113.9";

  private static Finding judge(String... extensions) {
    SnapshotBuilder world =
        aSnapshot().withSender(ADDRESS).dialogue(ADDRESS, aServer().extensions(extensions).build());
    return onlyFinding(new AuthOnlyOverTls(), world);
  }

  @ParameterizedTest
  @CsvSource({
    "AUTH NTLM, WARN, NTLM",
    "AUTH GSSAPI NTLM, WARN, NTLM",
    "AUTH CRAM-MD5 DIGEST-MD5, WARN, 'CRAM-MD5, DIGEST-MD5'",
    "AUTH SCRAM-SHA-256 SCRAM-SHA-1, PASS, 'SCRAM-SHA-256, SCRAM-SHA-1'",
    "AUTH GSSAPI EXTERNAL, PASS, 'GSSAPI, EXTERNAL'",
    "AUTH NTLM LOGIN, FAIL, LOGIN",
    "AUTH XOAUTH2, FAIL, XOAUTH2"
  })
  void theMechanismDecides(String offer, Verdict verdict, String named) {
    Finding finding = judge("STARTTLS", offer);

    assertThat(finding.verdict()).isEqualTo(verdict);
    assertThat(finding.summary().arguments()).containsExactly(ADDRESS, named);
  }

  @Test
  void anOfferWithoutMechanismsIsUnknown() {
    assertThat(judge("STARTTLS", "AUTH").verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AUTH PLAIN LOGIN", "AUTH=LOGIN", "AUTH SCRAM-SHA-256 PLAIN"})
  void failsWhereALoginIsOfferedInTheClear(String offer) {
    Finding finding = judge("STARTTLS", offer);

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertNeutral(finding.remedy());
    assertThat(finding.evidence().getFirst().answer()).anyMatch(line -> line.contains(offer));
  }

  @Test
  void isUnknownWhereEhloWasRefused() {
    SnapshotBuilder world =
        aSnapshot().withSender(ADDRESS).dialogue(ADDRESS, aServer().heloOnly().build());
    Finding finding = onlyFinding(new AuthOnlyOverTls(), world);

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().kind()).isEqualTo(ReasonKind.INCONCLUSIVE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"STARTTLS", "SIZE 100", "AUTHENTIC", "XAUTH PLAIN"})
  void passesWhereNoneIs(String offer) {
    assertThat(judge(offer).verdict()).isEqualTo(Verdict.PASS);
  }

  private static Remedy remedy(SmtpDialogueBuilder server) {
    return onlyFinding(
            new AuthOnlyOverTls(),
            aSnapshot()
                .withSender(ADDRESS)
                .dialogue(ADDRESS, server.extensions("AUTH PLAIN").build()))
        .remedy();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POSTFIX")
  void givesNoLinesOfPostfixToAnother(SmtpSoftware software) {
    Remedy remedy = remedy(SoftwareDialogues.aServerRunning(software));

    assertTextsExist(AuthOnlyOverTls.ID, remedy);
    assertNoPostfixCommands(remedy);
  }

  @Test
  void speaksOfTheSoftwareThatWasSeen() {
    Remedy postfix = remedy(SoftwareDialogues.aServerRunning(SmtpSoftware.POSTFIX));
    Remedy unknown = remedy(aServer());

    assertThat(postfix.commands())
        .anyMatch(command -> command.contains("smtpd_tls_auth_only = yes"));
    assertThat(postfix.steps().getFirst().key())
        .isEqualTo(AuthOnlyOverTls.ID + ".do.tls-only.postfix");
    assertThat(remedy(SoftwareDialogues.aServerRunning(SmtpSoftware.QMAIL)).commands()).isEmpty();
    assertThat(
            remedy(SoftwareDialogues.aServerRunning(SmtpSoftware.QMAIL)).steps().getFirst().key())
        .isEqualTo(AuthOnlyOverTls.ID + ".do.tls-only.qmail");
    assertNeutral(unknown);
  }
}
