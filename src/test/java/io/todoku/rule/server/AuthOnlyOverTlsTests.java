package io.todoku.rule.server;

import static io.todoku.rule.World.aSnapshot;
import static io.todoku.rule.World.only;
import static io.todoku.rule.server.Dialogues.aServer;
import static io.todoku.rule.server.RemedyTexts.assertGuessed;
import static io.todoku.rule.server.RemedyTexts.assertNotOfPostfix;
import static io.todoku.rule.server.RemedyTexts.assertWorded;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Verdict;
import io.todoku.rule.World;
import io.todoku.rule.server.Fingerprint.Software;
import io.todoku.snapshot.Reason.Cause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthOnlyOverTlsTests {

  private static final String ADDRESS = "203.0.113.9";

  private static Finding judge(String... extensions) {
    World world =
        aSnapshot().withSender(ADDRESS).dialogue(ADDRESS, aServer().extensions(extensions).build());
    return only(new AuthOnlyOverTls(), world);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AUTH", "AUTH PLAIN LOGIN", "AUTH=LOGIN"})
  void failsWhereALoginIsOfferedInTheClear(String offer) {
    Finding finding = judge("STARTTLS", offer);

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.remedy().commands())
        .singleElement()
        .asString()
        .contains("smtpd_tls_auth_only");
    assertThat(finding.evidence().getFirst().answer()).anyMatch(line -> line.contains(offer));
  }

  @Test
  void isUnknownWhereEhloWasRefused() {
    World world = aSnapshot().withSender(ADDRESS).dialogue(ADDRESS, aServer().heloOnly().build());
    Finding finding = only(new AuthOnlyOverTls(), world);

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknown().cause()).isEqualTo(Cause.INCONCLUSIVE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"STARTTLS", "SIZE 100", "AUTHENTIC", "XAUTH PLAIN"})
  void passesWhereNoneIs(String offer) {
    assertThat(judge(offer).verdict()).isEqualTo(Verdict.PASS);
  }

  private static Remedy remedy(Dialogues server) {
    return only(
            new AuthOnlyOverTls(),
            aSnapshot()
                .withSender(ADDRESS)
                .dialogue(ADDRESS, server.extensions("AUTH PLAIN").build()))
        .remedy();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POSTFIX")
  void givesNoLinesOfPostfixToAnother(Software software) {
    Remedy remedy = remedy(Dialogues.a(software));

    assertWorded(AuthOnlyOverTls.ID, remedy);
    assertNotOfPostfix(remedy);
  }

  @Test
  void speaksOfTheSoftwareThatWasSeen() {
    Remedy postfix = remedy(Dialogues.a(Software.POSTFIX));
    Remedy unknown = remedy(aServer());

    assertThat(postfix.commands())
        .anyMatch(command -> command.contains("smtpd_tls_auth_only = yes"));
    assertThat(postfix.steps().getFirst().key())
        .isEqualTo(AuthOnlyOverTls.ID + ".do.tls-only.postfix");
    assertThat(remedy(Dialogues.a(Software.QMAIL)).commands()).isEmpty();
    assertThat(remedy(Dialogues.a(Software.QMAIL)).steps().getFirst().key())
        .isEqualTo(AuthOnlyOverTls.ID + ".do.tls-only.qmail");
    assertGuessed(unknown, "Postfix");
    assertThat(unknown.commands()).isEqualTo(postfix.commands());
  }
}
