package io.todoku.rule.server;

import static io.todoku.rule.World.aSnapshot;
import static io.todoku.rule.World.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Verdict;
import io.todoku.rule.World;
import io.todoku.snapshot.MailServer.Dialogue;
import io.todoku.snapshot.MailServer.Ending;
import io.todoku.snapshot.MailServer.Reply;
import io.todoku.snapshot.Reason.Cause;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoOpenRelayTests {

  private static final String ADDRESS = "203.0.113.9";
  private static final Reply OK = new Reply(250, "2.1.5 Ok");
  private static final Reply DENIED =
      new Reply(554, "5.7.1 <b@probe.example>: Relay access denied");

  private final NoOpenRelay rule = new NoOpenRelay();

  private static World sender() {
    return aSnapshot().withSender(ADDRESS);
  }

  private Verdict verdict(Reply plain, Reply routed, Reply odd) {
    return only(rule, sender().server(ADDRESS, plain, routed, odd, Ending.COMPLETE, true))
        .verdict();
  }

  @Test
  void passesWhereEveryFormIsRefusedForRelaying() {
    assertThat(verdict(DENIED, DENIED, DENIED)).isEqualTo(Verdict.PASS);
  }

  @Test
  void failsForAPlainForm() {
    Finding finding =
        only(rule, sender().server(ADDRESS, OK, DENIED, DENIED, Ending.DROPPED, false));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.remedy().commands()).singleElement().asString().contains("postconf");
  }

  @Test
  void failsForARoutedForm() {
    assertThat(verdict(DENIED, new Reply(251, "will forward"), DENIED)).isEqualTo(Verdict.FAIL);
  }

  @Test
  void warnsForOddLocalPartsOnly() {
    assertThat(verdict(DENIED, DENIED, OK)).isEqualTo(Verdict.WARN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5.7.1 Client host blocked using a DNSBL",
        "5.1.8 Sender address rejected: Domain not found",
        "5.1.1 User unknown",
        "no"
      })
  void isUnknownForARefusalOfAnotherCause(String words) {
    assertThat(verdict(new Reply(550, words), DENIED, DENIED)).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void isUnknownForGreylisting() {
    Reply later = new Reply(450, "4.2.0 Relay: greylisted, try again later");

    assertThat(verdict(later, later, later)).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void isUnknownWithoutAWorkingRecipientDomain() {
    Finding finding =
        only(rule, sender().server(ADDRESS, DENIED, DENIED, DENIED, Ending.COMPLETE, false));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknown().fix()).isEqualTo("todoku.probe.relay-recipient");
  }

  @ParameterizedTest
  @EnumSource(
      value = Ending.class,
      names = {"TURNED_AWAY", "DROPPED", "TIMEOUT", "TOO_MUCH", "NOT_SMTP"})
  void isUnknownWhereTheDialogueDidNotEndWell(Ending ending) {
    assertThat(only(rule, sender().server(ADDRESS, DENIED, DENIED, DENIED, ending, true)).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void doesNotApplyWhereNothingListensAndNothingMayReachIt() {
    assertThat(only(rule, sender().dialogue(ADDRESS, nothing())).verdict())
        .isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(only(rule, sender().serverUnknown(ADDRESS, Cause.TIMEOUT)).verdict())
        .isEqualTo(Verdict.NOT_APPLICABLE);
  }

  @Test
  void isUnknownWhereNothingListensBehindAnOpenDoor() {
    assertThat(only(rule, sender().openToTheWorld(25).dialogue(ADDRESS, nothing())).verdict())
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(
            only(rule, sender().openToTheWorld(25).serverUnknown(ADDRESS, Cause.TIMEOUT)).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void isUnknownWhereTheServerTakesTheRecipientsMailItself() {
    World world =
        sender()
            .dns("probe.example", "MX", "10 mx.probe.example")
            .dns("mx.probe.example", "A", ADDRESS)
            .server(ADDRESS, OK, OK, OK, Ending.COMPLETE, true);

    Finding finding = only(rule, world);

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknown().fix()).isEqualTo("todoku.probe.relay-recipient");
  }

  @Test
  void saysHowToRefuseForGood() {
    Reply later = new Reply(454, "4.7.1 <b@probe.example>: Relay access denied");

    Finding finding =
        only(rule, sender().server(ADDRESS, later, later, later, Ending.COMPLETE, true));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.remedy().commands())
        .singleElement()
        .asString()
        .contains("reject_unauth_destination");
  }

  @Test
  void judgesALoadBalancerThatTakesMailIn() {
    World world =
        aSnapshot()
            .withLoadBalancer(ADDRESS)
            .server(ADDRESS, OK, DENIED, DENIED, Ending.COMPLETE, true);

    assertThat(only(rule, world).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void aDoorWithoutSecurityGroupsIsNotShut() {
    World world =
        aSnapshot()
            .withLoadBalancer(ADDRESS)
            .override(ADDRESS, true)
            .serverUnknown(ADDRESS, Cause.TIMEOUT);

    assertThat(only(rule, world).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void isUnknownForAllWhereOurOwnNetworkLetsNothingOut() {
    assertThat(only(rule, sender().serverUnknown(ADDRESS, Cause.BLOCKED)).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void isUnknownWhereNobodyAsked() {
    assertThat(only(rule, sender()).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  private static Dialogue nothing() {
    return new Dialogue(
        false, null, List.of(), List.of(), null, false, Ending.NOTHING_LISTENS, List.of());
  }
}
