package io.todoku.rule.server;

import static io.todoku.rule.World.aSnapshot;
import static io.todoku.rule.World.only;
import static io.todoku.rule.server.Dialogues.aServer;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Verdict;
import io.todoku.rule.World;
import io.todoku.snapshot.Reason.Cause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
}
