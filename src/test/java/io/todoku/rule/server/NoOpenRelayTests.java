package io.todoku.rule.server;

import static io.todoku.rule.server.RemedyAssertions.assertNeutral;
import static io.todoku.rule.server.RemedyAssertions.assertNoPostfixCommands;
import static io.todoku.rule.server.RemedyAssertions.assertTextsExist;
import static io.todoku.snapshot.SmtpDialogueBuilder.aServer;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.BlockForm;
import io.todoku.rule.Finding;
import io.todoku.rule.Fingerprint.SmtpSoftware;
import io.todoku.rule.Remedy;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.RemedyOption;
import io.todoku.rule.RemedyStage;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MailServer.RecipientForm;
import io.todoku.snapshot.MailServer.RelayAttempt;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.MailServer.SmtpReply;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SmtpDialogueBuilder;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoOpenRelayTests {

  private static final String ADDRESS = "203.0.113.9";
  private static final SmtpReply OK = new SmtpReply(250, "2.1.5 Ok");
  private static final SmtpReply DENIED =
      new SmtpReply(554, "5.7.1 <b@probe.example>: Relay access denied");
  private final NoOpenRelay rule = new NoOpenRelay();

  private static SnapshotBuilder sender() {
    return aSnapshot().withSender(ADDRESS);
  }

  private Verdict verdict(SmtpReply plain, SmtpReply routed, SmtpReply odd) {
    return onlyFinding(
            rule,
            sender().relayTestedServer(ADDRESS, plain, routed, odd, SmtpEnding.COMPLETE, true))
        .verdict();
  }

  @Test
  void passesWhereEveryFormIsRefusedForRelaying() {
    assertThat(verdict(DENIED, DENIED, DENIED)).isEqualTo(Verdict.PASS);
  }

  @Test
  void failsForAPlainForm() {
    Finding finding =
        onlyFinding(
            rule,
            sender().relayTestedServer(ADDRESS, OK, DENIED, DENIED, SmtpEnding.DROPPED, false));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertNeutral(finding.remedy());
  }

  @Test
  void failsForARoutedForm() {
    assertThat(verdict(DENIED, new SmtpReply(251, "will forward"), DENIED)).isEqualTo(Verdict.FAIL);
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
    assertThat(verdict(new SmtpReply(550, words), DENIED, DENIED)).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void isUnknownForGreylisting() {
    SmtpReply later = new SmtpReply(450, "4.2.0 Relay: greylisted, try again later");

    assertThat(verdict(later, later, later)).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void isUnknownWithoutAWorkingRecipientDomain() {
    Finding finding =
        onlyFinding(
            rule,
            sender()
                .relayTestedServer(ADDRESS, DENIED, DENIED, DENIED, SmtpEnding.COMPLETE, false));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason())
        .isEqualTo(
            new Reason(
                ReasonKind.NOT_CONFIGURED,
                ADDRESS + ":25",
                "probe.example MX",
                "todoku.probe.relay-recipient"));
  }

  @ParameterizedTest
  @EnumSource(
      value = SmtpEnding.class,
      names = {"TURNED_AWAY", "DROPPED", "TIMEOUT", "TOO_MUCH", "NOT_SMTP"})
  void isUnknownWhereTheDialogueDidNotEndWell(SmtpEnding ending) {
    assertThat(
            onlyFinding(
                    rule, sender().relayTestedServer(ADDRESS, DENIED, DENIED, DENIED, ending, true))
                .verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void doesNotApplyWhereNothingListensAndNothingMayReachIt() {
    assertThat(
            onlyFinding(rule, sender().dialogue(ADDRESS, SmtpDialogue.CONNECTION_REFUSED))
                .verdict())
        .isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(onlyFinding(rule, sender().serverUnknown(ADDRESS, ReasonKind.TIMEOUT)).verdict())
        .isEqualTo(Verdict.NOT_APPLICABLE);
  }

  @Test
  void isUnknownWhereNothingListensBehindAnOpenDoor() {
    assertThat(
            onlyFinding(
                    rule,
                    sender().openToTheWorld(25).dialogue(ADDRESS, SmtpDialogue.CONNECTION_REFUSED))
                .verdict())
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(
            onlyFinding(
                    rule, sender().openToTheWorld(25).serverUnknown(ADDRESS, ReasonKind.TIMEOUT))
                .verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void saysHowToRefuseForGood() {
    SmtpReply later = new SmtpReply(454, "4.7.1 <b@probe.example>: Relay access denied");

    Finding finding =
        onlyFinding(
            rule,
            sender().relayTestedServer(ADDRESS, later, later, later, SmtpEnding.COMPLETE, true));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertNeutral(finding.remedy());
  }

  @Test
  void judgesALoadBalancerThatTakesMailIn() {
    SnapshotBuilder world =
        aSnapshot()
            .withLoadBalancer(ADDRESS)
            .relayTestedServer(ADDRESS, OK, DENIED, DENIED, SmtpEnding.COMPLETE, true);

    assertThat(onlyFinding(rule, world).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void aDoorWithoutSecurityGroupsIsNotShut() {
    SnapshotBuilder world =
        aSnapshot()
            .withLoadBalancer(ADDRESS)
            .withRoleOverride(ADDRESS, true)
            .serverUnknown(ADDRESS, ReasonKind.TIMEOUT);

    assertThat(onlyFinding(rule, world).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void isUnknownForAllWhereOurOwnNetworkLetsNothingOut() {
    assertThat(onlyFinding(rule, sender().serverUnknown(ADDRESS, ReasonKind.BLOCKED)).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void isUnknownWhereNobodyAsked() {
    assertThat(onlyFinding(rule, sender()).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWordThatItSendsNothingDoesNotHideThatItRelays(boolean byTag) {
    SnapshotBuilder world =
        byTag
            ? aSnapshot().withElasticIp(ADDRESS, Map.of("todoku:mail", "no"))
            : sender().withRoleOverride(ADDRESS, false);

    assertThat(
            onlyFinding(
                    rule,
                    world.relayTestedServer(ADDRESS, OK, DENIED, DENIED, SmtpEnding.COMPLETE, true))
                .verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void aServerThatAnswersIsJudgedThoughItIsDeclaredNotToSend() {
    SnapshotBuilder world = sender().withRoleOverride(ADDRESS, false);

    assertThat(
            onlyFinding(
                    rule,
                    world.relayTestedServer(
                        ADDRESS, DENIED, DENIED, DENIED, SmtpEnding.COMPLETE, true))
                .verdict())
        .isEqualTo(Verdict.PASS);
  }

  @ParameterizedTest
  @EnumSource(RecipientForm.class)
  void fewerFormsThanAreAskedProveNothing(RecipientForm form) {
    Snapshot all =
        sender()
            .relayTestedServer(ADDRESS, DENIED, DENIED, DENIED, SmtpEnding.COMPLETE, true)
            .build();
    SmtpDialogue dialogue =
        ((Observed.Known<SmtpDialogue>) all.mailServer(ADDRESS).dialogue()).value();
    List<RelayAttempt> fewer = new ArrayList<>(dialogue.attempts());
    fewer.remove(fewer.stream().filter(a -> a.form() == form).findFirst().orElseThrow());
    SmtpDialogue cut = SnapshotBuilder.dialogueOf(fewer, true, SmtpEnding.COMPLETE);

    Finding finding = onlyFinding(rule, senderWithRelayRecipient().dialogue(ADDRESS, cut));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason())
        .isEqualTo(Reason.of(ReasonKind.NOT_ASKED, ADDRESS + ":25", form.name()));
  }

  private static SmtpDialogue openSmtpd(String greeting, String help) {
    SmtpReply refused = new SmtpReply(550, "Invalid recipient: <b@probe.example>");
    return aServer()
        .greeting(greeting)
        .extensions()
        .relayAttempts(refused, refused, refused)
        .withReply("HELP", 214, help)
        .build();
  }

  @Test
  void openSmtpdRefusesToRelayInItsOwnWords() {
    SmtpDialogue sure = openSmtpd("mail.example.com ESMTP OpenSMTPD", "2.0.0 This is OpenSMTPD");
    SmtpDialogue anybody = openSmtpd("mail.example.com ESMTP", "2.0.0 help yourself");

    assertThat(onlyFinding(rule, senderWithRelayRecipient().dialogue(ADDRESS, sure)).verdict())
        .isEqualTo(Verdict.PASS);
    assertThat(onlyFinding(rule, senderWithRelayRecipient().dialogue(ADDRESS, anybody)).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  /** A sender, and where the recipient's mail goes. */
  private static SnapshotBuilder senderWithRelayRecipient() {
    return sender()
        .dns("probe.example", "MX", "10 mx.probe.example")
        .dns("mx.probe.example", "A", "198.51.100.99")
        .dnsStatus("mx.probe.example", "AAAA", Status.NODATA);
  }

  /** What is to be done at this software, whose reply to forms of this kind is this. */
  private Remedy remedy(SmtpSoftware software, RecipientForm form, SmtpReply reply) {
    SmtpDialogueBuilder server = SoftwareDialogues.aServerRunning(software);
    SmtpReply own = server.build().attempts().getFirst().rcptReply();
    SmtpDialogue dialogue =
        server
            .relayAttempts(
                form == RecipientForm.PLAIN ? reply : own,
                form == RecipientForm.ROUTED ? reply : own,
                form == RecipientForm.ODD_LOCAL_PART ? reply : own)
            .build();
    return onlyFinding(rule, senderWithRelayRecipient().dialogue(ADDRESS, dialogue)).remedy();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POSTFIX")
  void givesNoLinesOfPostfixToAnother(SmtpSoftware software) {
    Remedy open = remedy(software, RecipientForm.PLAIN, OK);
    Remedy odd = remedy(software, RecipientForm.ODD_LOCAL_PART, OK);
    Remedy later =
        remedy(software, RecipientForm.PLAIN, new SmtpReply(454, "4.7.1 Relay access denied"));

    assertTextsExist(NoOpenRelay.ID, open);
    assertNoPostfixCommands(open);
    assertThat(later.steps())
        .singleElement()
        .extracting(t -> t.key())
        .asString()
        .contains(".do.permanent.");
    assertTextsExist(NoOpenRelay.ID, later);
    assertNoPostfixCommands(later);
    if (software != SmtpSoftware.OPENSMTPD) { // what it refuses is told by three signs
      assertTextsExist(NoOpenRelay.ID, odd);
      assertNoPostfixCommands(odd);
    }
  }

  @Test
  void theTextsForQmailReplaceNoFileAndNameNoDomain() {
    assertThat(remedy(SmtpSoftware.QMAIL, RecipientForm.PLAIN, OK).changes())
        .as("the list of domains is the reader's own; of tcp.smtp only :allow is edited")
        .flatExtracting(RemedyBlock::forms)
        .extracting(BlockForm::text)
        .containsExactly(
            """
            sed -i.bak '/^:allow/s/,RELAYCLIENT="[^"]*"//' /etc/tcp.smtp
            tcprules /etc/tcp.smtp.cdb /etc/tcp.smtp.tmp < /etc/tcp.smtp
            chmod 644 /etc/tcp.smtp.cdb\
            """);
  }

  @Test
  void closesTheSoftwareThatWasSeen() {
    assertThat(remedy(SmtpSoftware.POSTFIX, RecipientForm.PLAIN, OK).changes())
        .singleElement()
        .asString()
        .contains("reject_unauth_destination");
    assertThat(remedy(SmtpSoftware.POSTFIX, RecipientForm.PLAIN, OK).steps())
        .extracting(step -> step.key())
        .containsExactly(
            "no-open-relay.do.networks",
            "no-open-relay.do.close.look",
            "no-open-relay.do.close.postfix",
            "no-open-relay.do.verify",
            "no-open-relay.do.queue");
    assertThat(remedy(SmtpSoftware.QMAIL, RecipientForm.PLAIN, OK).commands())
        .anyMatch(command -> command.contains("control/rcpthosts"))
        .anyMatch(command -> command.contains("tcprules"));
    assertThat(remedy(SmtpSoftware.EXIM, RecipientForm.PLAIN, OK).commands())
        .anyMatch(command -> command.contains("relay_from_hosts"));
    assertThat(remedy(SmtpSoftware.SENDMAIL, RecipientForm.PLAIN, OK).commands())
        .anyMatch(command -> command.contains("/etc/mail/access"));
    assertThat(remedy(SmtpSoftware.OPENSMTPD, RecipientForm.PLAIN, OK).commands())
        .anyMatch(command -> command.contains("match from any for domain"));
    assertThat(remedy(SmtpSoftware.QMAIL, RecipientForm.ODD_LOCAL_PART, OK).commands())
        .containsExactly("cat /var/qmail/control/percenthack");
  }

  /** What is only looked at stands before the change, and the queue after it. */
  @ParameterizedTest
  @EnumSource
  void looksThenChangesThenVerifies(SmtpSoftware software) {
    RemedyOption open = remedy(software, RecipientForm.PLAIN, OK).options().getFirst();

    assertThat(open.look().steps().getFirst().key()).isEqualTo("no-open-relay.do.networks");
    assertThat(open.verify().steps())
        .extracting(Text::key)
        .containsExactly("no-open-relay.do.verify", "no-open-relay.do.queue");
    assertThat(texts(open.look()) + texts(open.change()))
        .doesNotContain("mailq", "qmail-qread", "exim -bp", "Get-Queue", "show queue");
    assertThat(texts(open.change()))
        .doesNotContain("cat /", "grep ", "postconf mynetworks", "Get-ReceiveConnector");
    assertThat(texts(open.look()) + texts(open.verify()))
        .doesNotContain("postconf -e", "tcprules", "makemap");
  }

  private static String texts(RemedyStage stage) {
    return stage.blocks().stream()
        .flatMap(block -> block.forms().stream())
        .map(BlockForm::text)
        .collect(Collectors.joining("\n"));
  }

  @Test
  void givesNoCommandWhereTheSoftwareIsNotKnown() {
    SmtpReply no = new SmtpReply(554, "5.7.1 relaying denied");
    Remedy open =
        onlyFinding(
                rule, sender().relayTestedServer(ADDRESS, OK, no, no, SmtpEnding.COMPLETE, true))
            .remedy();
    Remedy odd =
        onlyFinding(
                rule, sender().relayTestedServer(ADDRESS, no, no, OK, SmtpEnding.COMPLETE, true))
            .remedy();

    assertNeutral(open);
    assertNeutral(odd);
  }

  private static final SmtpReply DEFERRED =
      new SmtpReply(454, "4.7.1 <b@probe.example>: Relay access denied");

  /** All forms refused in this way, and the greeting. */
  private static SmtpDialogue refusing(SmtpReply plain, SmtpReply other, String greeting) {
    SmtpDialogue all =
        ((Observed.Known<SmtpDialogue>)
                sender()
                    .relayTestedServer(ADDRESS, plain, other, other, SmtpEnding.COMPLETE, true)
                    .build()
                    .mailServer(ADDRESS)
                    .dialogue())
            .value();
    return withAttempts(all, greeting, all.attempts(), null);
  }

  private static SmtpDialogue withAttempts(
      SmtpDialogue dialogue,
      String greeting,
      List<RelayAttempt> attempts,
      @Nullable List<String> servedDomains) {
    return new SmtpDialogue(
        true,
        greeting,
        "mail.example.com",
        List.of(),
        attempts,
        List.of(),
        dialogue.tls(),
        dialogue.recipientDomain(),
        true,
        SmtpEnding.COMPLETE,
        List.of(),
        servedDomains);
  }

  @Test
  void warnsOfPostfixThatRefusesForNowOnly() {
    SmtpDialogue postfix = refusing(DEFERRED, DEFERRED, "mail.example.com ESMTP Postfix");
    SmtpDialogue anybody = refusing(DEFERRED, DEFERRED, "mail.example.com ESMTP");
    SmtpDialogue later =
        refusing(
            new SmtpReply(450, "4.3.0 <b@probe.example>: Relay access denied, try later"),
            DENIED,
            "mail.example.com ESMTP Postfix");

    Finding finding = onlyFinding(rule, senderWithRelayRecipient().dialogue(ADDRESS, postfix));

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.summary()).isEqualTo(Text.of("no-open-relay.warn.temporary", ADDRESS));
    assertThat(finding.remedy().commands())
        .singleElement()
        .asString()
        .contains("reject_unauth_destination");
    assertThat(onlyFinding(rule, senderWithRelayRecipient().dialogue(ADDRESS, anybody)).verdict())
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(onlyFinding(rule, senderWithRelayRecipient().dialogue(ADDRESS, later)).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  /** Two mail domains lead to the server, and a third leads elsewhere. */
  private static SnapshotBuilder servingTwoDomains() {
    return senderWithRelayRecipient()
        .withDomain("first.example")
        .dns("first.example", "MX", "10 mx.example.com")
        .withDomain("second.example")
        .dnsStatus("second.example", "MX", Status.NODATA)
        .dns("second.example", "A", ADDRESS)
        .withDomain("elsewhere.example")
        .dns("elsewhere.example", "MX", "10 mx.elsewhere.example")
        .dns("mx.elsewhere.example", "A", "198.51.100.7")
        .dns("mx.example.com", "A", ADDRESS);
  }

  private static SmtpDialogue askedAs(SmtpReply reply, String... domains) {
    SmtpDialogue base = refusing(DENIED, DENIED, "mail.example.com ESMTP");
    List<RelayAttempt> attempts = new ArrayList<>(base.attempts());
    for (String domain : domains) {
      attempts.add(
          new RelayAttempt(
              RecipientForm.PLAIN,
              "todoku-probe@" + domain,
              "b@probe.example",
              new SmtpReply(250, "ok"),
              reply));
    }
    return withAttempts(
        base, "mail.example.com ESMTP", attempts, List.of("first.example", "second.example"));
  }

  @Test
  void aDomainThatWasNotTriedAsSenderIsNamed() {
    Finding both =
        onlyFinding(
            rule,
            servingTwoDomains()
                .dialogue(ADDRESS, askedAs(DENIED, "first.example", "second.example")));
    Finding one =
        onlyFinding(rule, servingTwoDomains().dialogue(ADDRESS, askedAs(DENIED, "first.example")));

    assertThat(both.verdict()).isEqualTo(Verdict.PASS);
    assertThat(one.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(one.unknownReason())
        .isEqualTo(Reason.of(ReasonKind.NOT_ASKED, ADDRESS + ":25 MAIL FROM", "second.example"));
  }

  @Test
  void failsForASenderInOneOfTheDomains() {
    assertThat(
            onlyFinding(rule, servingTwoDomains().dialogue(ADDRESS, askedAs(OK, "first.example")))
                .verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void isUnknownWhereTheDomainsAreNotKnown() {
    SnapshotBuilder snapshot =
        servingTwoDomains()
            .withDomain("third.example")
            .dnsUnknown("third.example", "MX", ReasonKind.TIMEOUT)
            .dialogue(ADDRESS, askedAs(DENIED, "first.example", "second.example"));

    assertThat(onlyFinding(rule, snapshot).unknownReason().kind()).isEqualTo(ReasonKind.TIMEOUT);
  }

  @Test
  void anOlderFileIsJudgedByTheFormsThatItHas() {
    SmtpDialogue older = refusing(DENIED, DENIED, "mail.example.com ESMTP");

    assertThat(onlyFinding(rule, servingTwoDomains().dialogue(ADDRESS, older)).verdict())
        .isEqualTo(Verdict.PASS);
  }
}
