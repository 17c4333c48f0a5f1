package io.todoku.rule.server;

import static io.todoku.rule.World.aSnapshot;
import static io.todoku.rule.World.only;
import static io.todoku.rule.server.RemedyTexts.assertGuessed;
import static io.todoku.rule.server.RemedyTexts.assertWorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Verdict;
import io.todoku.rule.World;
import io.todoku.snapshot.MailServer.Line;
import io.todoku.snapshot.Mailbox.Dialogue;
import io.todoku.snapshot.Mailbox.Ending;
import io.todoku.snapshot.Mailbox.Protocol;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MailboxTlsOnlyTests {

  static final String ADDRESS = "203.0.113.9";

  private final MailboxTlsOnly rule = new MailboxTlsOnly();

  static World open(Protocol... protocols) {
    World world = aSnapshot().withElasticIp(ADDRESS, Map.of());
    for (Protocol protocol : protocols) {
      world.openToTheWorld(protocol.port());
    }
    return world;
  }

  private static Observed<Dialogue> said(Ending ending, String greeting, String... capabilities) {
    return Observed.known(
        new Dialogue(
            ending,
            greeting,
            List.of(capabilities),
            List.of(
                new Line(false, greeting, World.NOW),
                new Line(true, "ask", World.NOW),
                new Line(false, String.join(" ", capabilities), World.NOW))));
  }

  private static Observed<Dialogue> silent(Ending ending, String greeting) {
    return Observed.known(
        new Dialogue(
            ending,
            greeting,
            null,
            List.of(
                new Line(false, greeting, World.NOW),
                new Line(true, "CAPA", World.NOW),
                new Line(false, "-ERR authorization first", World.NOW))));
  }

  private static Observed<Dialogue> pop3(String greeting, String... capabilities) {
    return said(Ending.COMPLETE, greeting, capabilities);
  }

  static Observed<Dialogue> imap(String... capabilities) {
    return said(Ending.COMPLETE, "* OK ready", capabilities);
  }

  private Finding of(Protocol protocol, Observed<Dialogue> dialogue) {
    return only(rule, open(protocol).mailbox(ADDRESS, protocol, dialogue));
  }

  private static void assertWarning(Finding finding, String offered) {
    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.summary().arguments()).containsExactly(ADDRESS, offered);
    assertThat(finding.unknown()).isNull();
  }

  @Test
  void passesWhereImapRefusesLoginBeforeTls() {
    Finding finding =
        of(Protocol.IMAP, imap("IMAP4rev1", "STARTTLS", "LoginDisabled", "SASL-IR", "ID"));

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
    assertWarning(of(Protocol.IMAP, imap(capabilities.split(" "))), offered);
  }

  @ParameterizedTest
  @EnumSource(
      value = Ending.class,
      names = {"COMPLETE", "DROPPED"})
  void warnsWhereImapLetsEverybodyInUnasked(Ending ending) {
    assertWarning(
        of(Protocol.IMAP, said(ending, "* PREAUTH hello", "IMAP4rev1", "LOGINDISABLED")),
        "143: PREAUTH");
  }

  @Test
  void isUnknownWhereImapDoesNotTellItsCapabilities() {
    Finding finding = of(Protocol.IMAP, silent(Ending.COMPLETE, "* OK [CAPABILITY IMAP4] hello"));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknown().cause()).isEqualTo(Cause.INCONCLUSIVE);
  }

  @Test
  void passesWherePop3HasNoWayInButTls() {
    Finding finding =
        of(
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
    assertWarning(of(Protocol.POP3, pop3(greeting, capabilities.split(","))), offered);
  }

  /** qmail-popup answers whatever it does not know so, and offers APOP in its greeting. */
  @Test
  void aGreetingThatOffersApopIsEnough() {
    assertWarning(
        of(Protocol.POP3, silent(Ending.COMPLETE, "+OK <12345.1731888000@mail.example.com>")),
        "110: APOP");
  }

  @Test
  void isUnknownWherePop3KnowsNoCapa() {
    Finding finding = of(Protocol.POP3, silent(Ending.COMPLETE, "+OK hello"));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknown().cause()).isEqualTo(Cause.INCONCLUSIVE);
    assertThat(finding.unknown().source()).isEqualTo(ADDRESS + ":110");
    assertThat(finding.unknown().detail()).isEqualTo("-ERR authorization first");
  }

  @Test
  void isUnknownWherePop3NamesNeitherALoginNorTls() {
    assertThat(of(Protocol.POP3, pop3("+OK hello", "TOP", "UIDL")).unknown().cause())
        .isEqualTo(Cause.INCONCLUSIVE);
  }

  @ParameterizedTest
  @CsvSource({
    "TURNED_AWAY, REFUSED",
    "DROPPED, CUT_OFF",
    "TIMEOUT, TIMEOUT",
    "TOO_MUCH, MALFORMED",
    "NOT_UNDERSTOOD, MALFORMED"
  })
  void provesNothingByADialogueThatIsNotWhole(Ending ending, Cause cause) {
    for (var capability :
        Map.of(Protocol.IMAP, "LOGINDISABLED", Protocol.POP3, "STLS").entrySet()) {
      Finding finding =
          of(capability.getKey(), said(ending, "hello", capability.getValue(), "UIDL"));

      assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(finding.unknown().cause()).isEqualTo(cause);
    }
    assertThat(of(Protocol.POP3, said(ending, "hello", "USER")).verdict())
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(of(Protocol.IMAP, said(ending, "hello", "IMAP4rev1")).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void doesNotApplyWhereNothingListens() {
    Finding finding = of(Protocol.POP3, Observed.known(Dialogue.NOTHING));

    assertThat(finding.verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(finding.unknown()).isNull();
    assertThat(finding.evidence().getLast().answer()).containsExactly("connection refused");
  }

  @ParameterizedTest
  @EnumSource(
      value = Cause.class,
      names = {"TIMEOUT", "UNREACHABLE", "NOT_ALLOWED"})
  void isUnknownWhereNoDialogueWasHeld(Cause cause) {
    Finding finding =
        of(Protocol.IMAP, Observed.unknown(Reason.of(cause, ADDRESS + ":143", "test")));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknown().cause()).isEqualTo(cause);
    assertThat(finding.evidence()).isNotEmpty();
  }

  @Test
  void isUnknownWhereNobodyAsked() {
    assertThat(only(rule, open(Protocol.IMAP)).unknown().cause()).isEqualTo(Cause.NOT_ASKED);
  }

  @Test
  void theWorseOfTwoPortsTells() {
    Observed<Dialogue> shut = Observed.known(Dialogue.NOTHING);
    Observed<Dialogue> good = imap("LOGINDISABLED");
    Observed<Dialogue> bad = imap("IMAP4rev1");
    Observed<Dialogue> dark = Observed.unknown(Reason.of(Cause.TIMEOUT, "test", ""));

    assertWarning(both(pop3("+OK", "USER"), bad), "110: USER; 143: LOGIN");
    assertWarning(both(dark, bad), "143: LOGIN");
    assertThat(both(pop3("+OK", "STLS"), good).summary().arguments())
        .containsExactly(ADDRESS, "110, 143");
    assertThat(both(shut, good).verdict()).isEqualTo(Verdict.PASS);
    assertThat(both(shut, shut).verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(both(shut, dark).verdict()).isEqualTo(Verdict.UNKNOWN);
    Finding half = both(dark, good);
    assertThat(half.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(half.summary().arguments()).containsExactly(ADDRESS, "110");
    assertThat(half.evidence())
        .extracting(Evidence::query)
        .contains(ADDRESS + ":110", ADDRESS + ":143");
  }

  private Finding both(Observed<Dialogue> pop3, Observed<Dialogue> imap) {
    return only(
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
    Remedy remedy = of(Protocol.POP3, pop3(greeting, "USER")).remedy();

    assertWorded(MailboxTlsOnly.ID, remedy);
    assertThat(remedy.steps().getFirst().key())
        .isEqualTo("mailbox-tls-only.do.tls-only." + software);
    assertThat(remedy.commands()).anyMatch(command -> command.contains(line));
  }

  @Test
  void saysThatItsLinesAreOfDovecotWhereTheSoftwareIsNotKnown() {
    Remedy remedy = of(Protocol.IMAP, imap("IMAP4rev1")).remedy();

    assertGuessed(remedy, "Dovecot");
    assertThat(remedy.steps())
        .extracting(step -> step.key())
        .contains("mailbox-tls-only.do.tls-only.dovecot");
  }

  @Test
  void oneServerOnTwoPortsIsToldOnce() {
    Finding finding =
        both(
            pop3("+OK Dovecot ready.", "USER"),
            said(Ending.COMPLETE, "* OK Dovecot ready.", "IMAP4rev1"));

    assertThat(finding.remedy().steps())
        .extracting(step -> step.key())
        .containsExactly("mailbox-tls-only.do.tls-only.dovecot", "mailbox-tls-only.do.close");
    assertThat(both(pop3("+OK ready.", "USER"), imap("IMAP4rev1")).remedy().steps())
        .extracting(step -> step.key())
        .containsExactly(
            "server.do.not-told",
            "mailbox-tls-only.do.tls-only.dovecot",
            "mailbox-tls-only.do.close");
  }
}
