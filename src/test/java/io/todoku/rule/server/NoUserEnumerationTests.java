package io.todoku.rule.server;

import static io.todoku.rule.World.aSnapshot;
import static io.todoku.rule.World.only;
import static io.todoku.rule.server.Dialogues.aServer;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Reason.Cause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
