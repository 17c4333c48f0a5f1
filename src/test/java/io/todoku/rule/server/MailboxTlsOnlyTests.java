package io.todoku.rule.server;

import static io.todoku.rule.server.RemedyAssertions.assertTextsExist;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.MailServer.TranscriptLine;
import io.todoku.snapshot.MailboxServer.MailboxDialogue;
import io.todoku.snapshot.MailboxServer.MailboxEnding;
import io.todoku.snapshot.MailboxServer.Protocol;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MailboxTlsOnlyTests {

  static final String ADDRESS = "203.0.113.9";

  private final MailboxTlsOnly rule = new MailboxTlsOnly();

  static SnapshotBuilder open(Protocol... protocols) {
    SnapshotBuilder world = aSnapshot().withElasticIp(ADDRESS, Map.of());
    for (Protocol protocol : protocols) {
      world.openToTheWorld(protocol.port());
    }
    return world;
  }

  private static Observed<MailboxDialogue> dialogue(
      MailboxEnding ending, String greeting, String... capabilities) {
    return Observed.known(
        new MailboxDialogue(
            ending,
            greeting,
            List.of(capabilities),
            List.of(
                new TranscriptLine(false, greeting, SnapshotBuilder.NOW),
                new TranscriptLine(true, "ask", SnapshotBuilder.NOW),
                new TranscriptLine(false, String.join(" ", capabilities), SnapshotBuilder.NOW))));
  }

  private static Observed<MailboxDialogue> withoutCapabilities(
      MailboxEnding ending, String greeting) {
    return Observed.known(
        new MailboxDialogue(
            ending,
            greeting,
            null,
            List.of(
                new TranscriptLine(false, greeting, SnapshotBuilder.NOW),
                new TranscriptLine(true, "CAPA", SnapshotBuilder.NOW),
                new TranscriptLine(false, "-ERR authorization first", SnapshotBuilder.NOW))));
  }

  private static Observed<MailboxDialogue> pop3(String greeting, String... capabilities) {
    return dialogue(MailboxEnding.COMPLETE, greeting, capabilities);
  }

  static Observed<MailboxDialogue> imap(String... capabilities) {
    return dialogue(MailboxEnding.COMPLETE, "* OK ready", capabilities);
  }

  private Finding findingFor(Protocol protocol, Observed<MailboxDialogue> dialogue) {
    return onlyFinding(rule, open(protocol).mailbox(ADDRESS, protocol, dialogue));
  }

  private static void assertWarning(Finding finding, String offered) {
    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.summary().arguments()).containsExactly(ADDRESS, offered);
    assertThat(finding.unknownReason()).isNull();
  }

  @Test
  void passesWhereImapRefusesLoginBeforeTls() {
    Finding finding =
        findingFor(Protocol.IMAP, imap("IMAP4rev1", "STARTTLS", "LoginDisabled", "SASL-IR", "ID"));

    assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    assertThat(finding.resource().address()).isEqualTo(ADDRESS);
    assertThat(finding.summary().arguments()).containsExactly(ADDRESS, "143");
    assertThat(finding.evidence())
        .extracting(Evidence::source, Evidence::query)
        .containsExactly(
            tuple("aws", "ec2:DescribeSecurityGroups --group-ids sg-1 --region ap-northeast-1"),
            tuple("mailbox", ADDRESS + ":143"));
    assertThat(finding.evidence().getLast().answer())
        .containsExactly("< * OK ready", "> ask", "< IMAP4rev1 STARTTLS LoginDisabled SASL-IR ID");
    assertThat(finding.remedy().commands()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "IMAP4rev1 STARTTLS | 143: LOGIN",
        "IMAP4rev1 AUTH=PLAIN AUTH=LOGIN | 143: LOGIN, AUTH=PLAIN, AUTH=LOGIN",
        "IMAP4rev1 LOGINDISABLED AUTH=plain | 143: AUTH=PLAIN",
        "IMAP4rev1 LOGINDISABLED AUTH=CRAM-MD5 AUTH=CRAM-MD5 | 143: AUTH=CRAM-MD5",
        "IMAP4rev1 XLOGINDISABLED STARTTLS | 143: LOGIN"
      })
  void warnsWhereImapOffersALogin(String capabilities, String offered) {
    assertWarning(findingFor(Protocol.IMAP, imap(capabilities.split(" "))), offered);
  }

  @ParameterizedTest
  @EnumSource(
      value = MailboxEnding.class,
      names = {"COMPLETE", "DROPPED"})
  void warnsWhereImapLetsEverybodyInUnasked(MailboxEnding ending) {
    assertWarning(
        findingFor(
            Protocol.IMAP, dialogue(ending, "* PREAUTH hello", "IMAP4rev1", "LOGINDISABLED")),
        "143: PREAUTH");
  }

  @Test
  void isUnknownWhereImapDoesNotTellItsCapabilities() {
    Finding finding =
        findingFor(
            Protocol.IMAP,
            withoutCapabilities(MailboxEnding.COMPLETE, "* OK [CAPABILITY IMAP4] hello"));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().kind()).isEqualTo(ReasonKind.INCONCLUSIVE);
  }

  @Test
  void passesWherePop3HasNoWayInButTls() {
    Finding finding =
        findingFor(
            Protocol.POP3,
            pop3("+OK Dovecot ready.", "CAPA", "TOP", "UIDL", "UTF8 USER", "STLS", "SASL"));

    assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    assertThat(finding.summary().arguments()).containsExactly(ADDRESS, "110");
    assertThat(finding.evidence()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "+OK ready | TOP,user,STLS | 110: USER",
        "+OK ready | STLS,SASL PLAIN  LOGIN,USER | 110: SASL PLAIN, SASL LOGIN, USER",
        "+OK ready | STLS,sasl cram-md5 | 110: SASL CRAM-MD5",
        "+OK POP3 <1896.697170952@dbc.example> | STLS,TOP | 110: APOP",
        "+OK ready | USER | 110: USER"
      })
  void warnsWherePop3OffersALogin(String greeting, String capabilities, String offered) {
    assertWarning(findingFor(Protocol.POP3, pop3(greeting, capabilities.split(","))), offered);
  }

  /** qmail-popup answers whatever it does not know so, and offers APOP in its greeting. */
  @Test
  void aGreetingThatOffersApopIsEnough() {
    assertWarning(
        findingFor(
            Protocol.POP3,
            withoutCapabilities(MailboxEnding.COMPLETE, "+OK <12345.1731888000@mail.example.com>")),
        "110: APOP");
  }

  @Test
  void isUnknownWherePop3KnowsNoCapa() {
    Finding finding =
        findingFor(Protocol.POP3, withoutCapabilities(MailboxEnding.COMPLETE, "+OK hello"));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().kind()).isEqualTo(ReasonKind.INCONCLUSIVE);
    assertThat(finding.unknownReason().source()).isEqualTo(ADDRESS + ":110");
    assertThat(finding.unknownReason().detail()).isEqualTo("-ERR authorization first");
  }

  @Test
  void isUnknownWherePop3NamesNeitherALoginNorTls() {
    assertThat(findingFor(Protocol.POP3, pop3("+OK hello", "TOP", "UIDL")).unknownReason().kind())
        .isEqualTo(ReasonKind.INCONCLUSIVE);
  }

  @ParameterizedTest
  @CsvSource({
    "TURNED_AWAY, REFUSED",
    "DROPPED, CUT_OFF",
    "TIMEOUT, TIMEOUT",
    "TOO_MUCH, MALFORMED",
    "NOT_UNDERSTOOD, MALFORMED"
  })
  void provesNothingByADialogueThatIsNotWhole(MailboxEnding ending, ReasonKind cause) {
    for (var capability :
        Map.of(Protocol.IMAP, "LOGINDISABLED", Protocol.POP3, "STLS").entrySet()) {
      Finding finding =
          findingFor(capability.getKey(), dialogue(ending, "hello", capability.getValue(), "UIDL"));

      assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(finding.unknownReason().kind()).isEqualTo(cause);
    }
    assertThat(findingFor(Protocol.POP3, dialogue(ending, "hello", "USER")).verdict())
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(findingFor(Protocol.IMAP, dialogue(ending, "hello", "IMAP4rev1")).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void doesNotApplyWhereNothingListens() {
    Finding finding = findingFor(Protocol.POP3, Observed.known(MailboxDialogue.CONNECTION_REFUSED));

    assertThat(finding.verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(finding.unknownReason()).isNull();
    assertThat(finding.evidence().getLast().answer()).containsExactly("connection refused");
  }

  @ParameterizedTest
  @EnumSource(
      value = ReasonKind.class,
      names = {"TIMEOUT", "UNREACHABLE", "NOT_ALLOWED"})
  void isUnknownWhereNoDialogueWasHeld(ReasonKind cause) {
    Finding finding =
        findingFor(Protocol.IMAP, Observed.unknown(Reason.of(cause, ADDRESS + ":143", "test")));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().kind()).isEqualTo(cause);
    assertThat(finding.evidence()).isNotEmpty();
  }

  @Test
  void isUnknownWhereNobodyAsked() {
    assertThat(onlyFinding(rule, open(Protocol.IMAP)).unknownReason().kind())
        .isEqualTo(ReasonKind.NOT_ASKED);
  }

  @Test
  void theWorseOfTwoPortsTells() {
    Observed<MailboxDialogue> shut = Observed.known(MailboxDialogue.CONNECTION_REFUSED);
    Observed<MailboxDialogue> good = imap("LOGINDISABLED");
    Observed<MailboxDialogue> bad = imap("IMAP4rev1");
    Observed<MailboxDialogue> dark = Observed.unknown(Reason.of(ReasonKind.TIMEOUT, "test", ""));

    assertWarning(findingForBoth(pop3("+OK", "USER"), bad), "110: USER; 143: LOGIN");
    assertWarning(findingForBoth(dark, bad), "143: LOGIN");
    assertThat(findingForBoth(pop3("+OK", "STLS"), good).summary().arguments())
        .containsExactly(ADDRESS, "110, 143");
    assertThat(findingForBoth(shut, good).verdict()).isEqualTo(Verdict.PASS);
    assertThat(findingForBoth(shut, shut).verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(findingForBoth(shut, dark).verdict()).isEqualTo(Verdict.UNKNOWN);
    Finding half = findingForBoth(dark, good);
    assertThat(half.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(half.summary().arguments()).containsExactly(ADDRESS, "110");
    assertThat(half.evidence())
        .extracting(Evidence::query)
        .contains(ADDRESS + ":110", ADDRESS + ":143");
  }

  private Finding findingForBoth(Observed<MailboxDialogue> pop3, Observed<MailboxDialogue> imap) {
    return onlyFinding(
        rule,
        open(Protocol.POP3, Protocol.IMAP)
            .mailbox(ADDRESS, Protocol.POP3, pop3)
            .mailbox(ADDRESS, Protocol.IMAP, imap));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "+OK Dovecot (Debian) ready. | dovecot | auth_allow_cleartext = no",
        "+OK Hello there. | courier | POP3_TLS_REQUIRED=1",
        "+OK mail.example.com Cyrus POP3 v2.4.17 server ready | cyrus | allowplaintext: no",
        "+OK <12345.1731888000@mail.example.com> | qmail | connect = 127.0.0.1:110"
      })
  void speaksOfTheSoftwareThatWasSeen(String greeting, String software, String line) {
    Remedy remedy = findingFor(Protocol.POP3, pop3(greeting, "USER")).remedy();

    assertTextsExist(MailboxTlsOnly.ID, remedy);
    assertThat(remedy.options().getFirst().change().steps().getFirst().key())
        .isEqualTo("mailbox-tls-only.do.tls-only." + software);
    assertThat(remedy.commands()).anyMatch(command -> command.contains(line));
  }

  @Test
  void givesNoSettingsWhereTheSoftwareIsNotKnown() {
    Remedy remedy = findingFor(Protocol.IMAP, imap("IMAP4rev1")).remedy();

    assertThat(remedy.steps())
        .extracting(step -> step.key())
        .containsExactly(
            "security-group.whole-rule",
            "mailbox-tls-only.do.tls-only.other",
            "mailbox-tls-only.do.close");
    assertTextsExist(MailboxTlsOnly.ID, remedy);
  }

  @Test
  void oneServerOnTwoPortsIsToldOnce() {
    Finding finding =
        findingForBoth(
            pop3("+OK Dovecot ready.", "USER"),
            dialogue(MailboxEnding.COMPLETE, "* OK Dovecot ready.", "IMAP4rev1"));

    assertThat(finding.remedy().steps())
        .extracting(step -> step.key())
        .containsExactly(
            "security-group.whole-rule",
            "mailbox-tls-only.do.tls-only.dovecot",
            "mailbox-tls-only.do.close");
    assertThat(findingForBoth(pop3("+OK ready.", "USER"), imap("IMAP4rev1")).remedy().steps())
        .extracting(step -> step.key())
        .containsExactly(
            "security-group.whole-rule",
            "mailbox-tls-only.do.tls-only.other",
            "mailbox-tls-only.do.close");
  }
}
