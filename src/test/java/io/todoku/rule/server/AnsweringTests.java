package io.todoku.rule.server;

import static io.todoku.rule.World.aSnapshot;
import static io.todoku.rule.World.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Rule;
import io.todoku.rule.Verdict;
import io.todoku.rule.World;
import io.todoku.snapshot.MailServer.Dialogue;
import io.todoku.snapshot.Reason.Cause;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every rule about what a mail server says. */
class AnsweringTests {

  private static final String ADDRESS = "203.0.113.9";

  static Stream<Rule> rules() {
    return Stream.of(
        new StartTlsOffered(),
        new AuthOnlyOverTls(),
        new NoUserEnumeration(),
        new RejectsUnknownRecipients(),
        new MtaMaintained());
  }

  private static World sender() {
    return aSnapshot().withSender(ADDRESS);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void whereNothingListensThereIsNothingToSay(Rule rule) {
    assertThat(rule.judge(sender().dialogue(ADDRESS, Dialogue.NOTHING).build())).isEmpty();
    assertThat(rule.judge(sender().serverUnknown(ADDRESS, Cause.TIMEOUT).build()))
        .as("the security groups let nobody in")
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void whatWasNotHeardIsUnknown(Rule rule) {
    World open = sender().openToTheWorld(25);

    assertUnknown(only(rule, sender()), Cause.NOT_ASKED);
    assertUnknown(only(rule, sender().serverUnknown(ADDRESS, Cause.BLOCKED)), Cause.BLOCKED);
    assertUnknown(only(rule, open.serverUnknown(ADDRESS, Cause.TIMEOUT)), Cause.TIMEOUT);
    assertUnknown(only(rule, sender().dialogue(ADDRESS, Dialogues.turnedAway())), Cause.REFUSED);
  }

  private static void assertUnknown(Finding finding, Cause cause) {
    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknown().cause()).isEqualTo(cause);
    assertThat(finding.evidence()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void addressesThatTakeNoMailInHaveNoServer(Rule rule) {
    World world =
        aSnapshot()
            .withNat("nat-1", "available", "192.0.2.9", Map.of("todoku:mail", "yes"))
            .withIdleElasticIp("192.0.2.10")
            .override("192.0.2.10", true);

    assertThat(rule.judge(world.build())).isEmpty();
  }
}
