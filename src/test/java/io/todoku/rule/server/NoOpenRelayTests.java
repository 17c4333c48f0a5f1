package io.todoku.rule.server;

import static io.todoku.rule.World.aSnapshot;
import static io.todoku.rule.World.only;
import static io.todoku.rule.server.RemedyTexts.assertGuessed;
import static io.todoku.rule.server.RemedyTexts.assertNotOfPostfix;
import static io.todoku.rule.server.RemedyTexts.assertWorded;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Verdict;
import io.todoku.rule.World;
import io.todoku.rule.server.Fingerprint.Software;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.Dialogue;
import io.todoku.snapshot.MailServer.Ending;
import io.todoku.snapshot.MailServer.Form;
import io.todoku.snapshot.MailServer.RelayAttempt;
import io.todoku.snapshot.MailServer.Reply;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    assertThat(only(rule, sender().dialogue(ADDRESS, Dialogue.NOTHING)).verdict())
        .isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(only(rule, sender().serverUnknown(ADDRESS, Cause.TIMEOUT)).verdict())
        .isEqualTo(Verdict.NOT_APPLICABLE);
  }

  @Test
  void isUnknownWhereNothingListensBehindAnOpenDoor() {
    assertThat(
            only(rule, sender().openToTheWorld(25).dialogue(ADDRESS, Dialogue.NOTHING)).verdict())
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(
            only(rule, sender().openToTheWorld(25).serverUnknown(ADDRESS, Cause.TIMEOUT)).verdict())
        .isEqualTo(Verdict.UNKNOWN);
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

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWordThatItSendsNothingDoesNotHideThatItRelays(boolean byTag) {
    World world =
        byTag
            ? aSnapshot().withElasticIp(ADDRESS, Map.of("todoku:mail", "no"))
            : sender().override(ADDRESS, false);

    assertThat(
            only(rule, world.server(ADDRESS, OK, DENIED, DENIED, Ending.COMPLETE, true)).verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void aWordThatItSendsNothingIsHeededOtherwise() {
    World world = sender().override(ADDRESS, false);

    assertThat(
            rule.judge(
                world.server(ADDRESS, DENIED, DENIED, DENIED, Ending.COMPLETE, true).build()))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void fewerFormsThanAreAskedProveNothing(Form form) {
    Snapshot all = sender().server(ADDRESS, DENIED, DENIED, DENIED, Ending.COMPLETE, true).build();
    Dialogue dialogue = ((Observed.Known<Dialogue>) all.server(ADDRESS).dialogue()).value();
    List<RelayAttempt> fewer = new ArrayList<>(dialogue.attempts());
    fewer.remove(fewer.stream().filter(a -> a.form() == form).findFirst().orElseThrow());
    Dialogue cut = World.talk(fewer, true, Ending.COMPLETE);

    Finding finding = only(rule, sender().dialogue(ADDRESS, cut));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknown().cause()).isEqualTo(Cause.NOT_ASKED);
  }

  private static Dialogue openSmtpd(String greeting, String help) {
    Reply refused = new Reply(550, "Invalid recipient: <b@probe.example>");
    Snapshot all =
        sender().server(ADDRESS, refused, refused, refused, Ending.COMPLETE, true).build();
    Dialogue said = ((Observed.Known<Dialogue>) all.server(ADDRESS).dialogue()).value();
    return new Dialogue(
        true,
        greeting,
        "mail.example.com",
        List.of(),
        said.attempts(),
        List.of(new MailServer.Asked("HELP", new Reply(214, help))),
        said.tls(),
        said.recipientDomain(),
        true,
        Ending.COMPLETE,
        List.of());
  }

  @Test
  void openSmtpdRefusesToRelayInItsOwnWords() {
    Dialogue sure = openSmtpd("mail.example.com ESMTP OpenSMTPD", "2.0.0 This is OpenSMTPD");
    Dialogue anybody = openSmtpd("mail.example.com ESMTP", "2.0.0 help yourself");

    assertThat(only(rule, lookedUp().dialogue(ADDRESS, sure)).verdict()).isEqualTo(Verdict.PASS);
    assertThat(only(rule, lookedUp().dialogue(ADDRESS, anybody)).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  /** A sender, and where the recipient's mail goes. */
  private static World lookedUp() {
    return sender()
        .dns("probe.example", "MX", "10 mx.probe.example")
        .dns("mx.probe.example", "A", "198.51.100.99")
        .dnsStatus("mx.probe.example", "AAAA", Status.NODATA);
  }

  /** What is to be done at this software, whose reply to forms of this kind is this. */
  private Remedy remedy(Software software, Form form, Reply reply) {
    Dialogue said = Dialogues.a(software).build();
    List<RelayAttempt> asked =
        ((Observed.Known<Dialogue>)
                sender()
                    .server(ADDRESS, DENIED, DENIED, DENIED, Ending.COMPLETE, true)
                    .build()
                    .server(ADDRESS)
                    .dialogue())
            .value()
            .attempts();
    RelayAttempt own = said.attempts().getFirst();
    List<RelayAttempt> attempts =
        asked.stream()
            .map(a ->
                new RelayAttempt(
                    a.form(),
                    a.from(),
                    a.to(),
                    a.mailReply(),
                    a.form() == form ? reply : own.rcptReply()))
            .toList();
    Dialogue talk =
        new Dialogue(
            true,
            said.greeting(),
            said.ehlo(),
            said.extensions(),
            attempts,
            said.commands(),
            said.tls(),
            said.recipientDomain(),
            true,
            Ending.COMPLETE,
            List.of());
    return only(rule, lookedUp().dialogue(ADDRESS, talk)).remedy();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POSTFIX")
  void givesNoLinesOfPostfixToAnother(Software software) {
    Remedy open = remedy(software, Form.PLAIN, OK);
    Remedy odd = remedy(software, Form.ODD_LOCAL_PART, OK);
    Remedy later = remedy(software, Form.PLAIN, new Reply(454, "4.7.1 Relay access denied"));

    assertWorded(NoOpenRelay.ID, open);
    assertNotOfPostfix(open);
    assertThat(later.steps())
        .singleElement()
        .extracting(t -> t.key())
        .asString()
        .contains(".do.permanent.");
    assertWorded(NoOpenRelay.ID, later);
    assertNotOfPostfix(later);
    if (software != Software.OPENSMTPD) { // what it refuses is told by three signs
      assertWorded(NoOpenRelay.ID, odd);
      assertNotOfPostfix(odd);
    }
  }

  @Test
  void closesTheSoftwareThatWasSeen() {
    assertThat(remedy(Software.POSTFIX, Form.PLAIN, OK).commands())
        .singleElement()
        .asString()
        .contains("reject_unauth_destination");
    assertThat(remedy(Software.POSTFIX, Form.PLAIN, OK).steps())
        .extracting(step -> step.key())
        .containsExactly(
            "no-open-relay.do.networks",
            "no-open-relay.do.close.postfix",
            "no-open-relay.do.queue");
    assertThat(remedy(Software.QMAIL, Form.PLAIN, OK).commands())
        .anyMatch(command -> command.contains("control/rcpthosts"))
        .anyMatch(command -> command.contains("tcprules"));
    assertThat(remedy(Software.EXIM, Form.PLAIN, OK).commands())
        .anyMatch(command -> command.contains("relay_from_hosts"));
    assertThat(remedy(Software.SENDMAIL, Form.PLAIN, OK).commands())
        .anyMatch(command -> command.contains("/etc/mail/access"));
    assertThat(remedy(Software.OPENSMTPD, Form.PLAIN, OK).commands())
        .anyMatch(command -> command.contains("match from any for domain"));
    assertThat(remedy(Software.QMAIL, Form.ODD_LOCAL_PART, OK).commands())
        .containsExactly("cat /var/qmail/control/percenthack");
  }

  @Test
  void saysThatItsLinesAreOfPostfixWhereTheSoftwareIsNotKnown() {
    Reply no = new Reply(554, "5.7.1 relaying denied");
    Remedy open = only(rule, sender().server(ADDRESS, OK, no, no, Ending.COMPLETE, true)).remedy();
    Remedy odd = only(rule, sender().server(ADDRESS, no, no, OK, Ending.COMPLETE, true)).remedy();

    assertGuessed(open, "Postfix");
    assertGuessed(odd, "Postfix");
    assertThat(open.commands()).singleElement().asString().contains("postconf");
  }
}
