package io.todoku.rule.server;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Rule;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SmtpDialogueBuilder;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every rule about what a mail server says. */
class SmtpServersTests {

  private static final String ADDRESS = "203.0.113.9";

  static Stream<Rule> rules() {
    return Stream.of(
        new StartTlsOffered(),
        new AuthOnlyOverTls(),
        new NoUserEnumeration(),
        new RejectsUnknownRecipients(),
        new MtaMaintained());
  }

  private static SnapshotBuilder sender() {
    return aSnapshot().withSender(ADDRESS);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void whereNothingListensThereIsNothingToSay(Rule rule) {
    assertThat(rule.judge(sender().dialogue(ADDRESS, SmtpDialogue.CONNECTION_REFUSED).build()))
        .isEmpty();
    assertThat(rule.judge(sender().serverUnknown(ADDRESS, ReasonKind.TIMEOUT).build()))
        .as("the security groups let nobody in")
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void whatWasNotHeardIsUnknown(Rule rule) {
    SnapshotBuilder open = sender().openToTheWorld(25);

    assertUnknown(onlyFinding(rule, sender()), ReasonKind.NOT_ASKED);
    assertUnknown(
        onlyFinding(rule, sender().serverUnknown(ADDRESS, ReasonKind.BLOCKED)), ReasonKind.BLOCKED);
    assertUnknown(
        onlyFinding(rule, open.serverUnknown(ADDRESS, ReasonKind.TIMEOUT)), ReasonKind.TIMEOUT);
    assertUnknown(
        onlyFinding(rule, sender().dialogue(ADDRESS, SmtpDialogueBuilder.turnedAway())),
        ReasonKind.REFUSED);
  }

  private static void assertUnknown(Finding finding, ReasonKind cause) {
    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().kind()).isEqualTo(cause);
    assertThat(finding.evidence()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void addressesThatTakeNoMailInHaveNoServer(Rule rule) {
    SnapshotBuilder world =
        aSnapshot()
            .withNat("nat-1", "available", "192.0.2.9", Map.of("todoku:mail", "yes"))
            .withIdleElasticIp("192.0.2.10")
            .withRoleOverride("192.0.2.10", true);

    assertThat(rule.judge(world.build())).isEmpty();
  }
}
