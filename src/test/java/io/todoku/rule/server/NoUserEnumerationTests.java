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
import io.todoku.rule.server.Fingerprint.Software;
import io.todoku.snapshot.Reason.Cause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NoUserEnumerationTests {

  private static final String ADDRESS = "203.0.113.9";

  private static Finding judge(Dialogues server) {
    return only(
        new NoUserEnumeration(), aSnapshot().withSender(ADDRESS).dialogue(ADDRESS, server.build()));
  }

  @ParameterizedTest
  @CsvSource({
    "252, 502, PASS",
    "550, 550, PASS",
    "502, 502, PASS",
    "250, 502, WARN",
    "251, 502, WARN",
    "252, 250, WARN",
    "450, 250, WARN",
    "450, 502, UNKNOWN",
    "252, 421, UNKNOWN",
    "214, 502, UNKNOWN"
  })
  void judgesBoth(int verify, int expand, Verdict verdict) {
    Finding finding =
        judge(
            aServer()
                .says("VRFY postmaster", verify, "postmaster@example.com")
                .says("EXPN postmaster", expand, "no"));

    assertThat(finding.verdict()).isEqualTo(verdict);
    assertThat(finding.unknown() != null).isEqualTo(verdict == Verdict.UNKNOWN);
    assertThat(finding.evidence().getFirst().answer())
        .contains("VRFY postmaster: " + verify + " postmaster@example.com");
  }

  @Test
  void isUnknownWhereOneWasNotAnswered() {
    assertThat(judge(aServer()).unknown().cause()).isEqualTo(Cause.NOT_ASKED);
    assertThat(
            judge(aServer().says("VRFY postmaster", 252, "ok").silentAt("EXPN postmaster"))
                .verdict())
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(judge(aServer().says("VRFY postmaster", 252, "ok")).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  private static Remedy remedy(Dialogues server) {
    return judge(server.says("VRFY root", 250, "root")).remedy();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POSTFIX")
  void givesNoLinesOfPostfixToAnother(Software software) {
    Remedy remedy = remedy(Dialogues.a(software));

    assertWorded(NoUserEnumeration.ID, remedy);
    assertNotOfPostfix(remedy);
  }

  @Test
  void speaksOfTheSoftwareThatWasSeen() {
    Remedy postfix = remedy(Dialogues.a(Software.POSTFIX));
    Remedy unknown = remedy(aServer());

    assertThat(postfix.commands())
        .anyMatch(command -> command.contains("disable_vrfy_command = yes"));
    assertThat(postfix.steps().getFirst().key())
        .isEqualTo(NoUserEnumeration.ID + ".do.disable.postfix");
    assertThat(remedy(Dialogues.a(Software.QMAIL)).commands()).isEmpty();
    assertThat(remedy(Dialogues.a(Software.QMAIL)).steps().getFirst().key())
        .isEqualTo(NoUserEnumeration.ID + ".do.disable.qmail");
    assertGuessed(unknown, "Postfix");
    assertThat(unknown.commands()).isEqualTo(postfix.commands());
  }
}
