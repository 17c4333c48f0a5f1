package io.todoku.collect.smtp;

import static io.todoku.collect.smtp.MailboxProbeFixture.IMPATIENT;
import static io.todoku.collect.smtp.MailboxProbeFixture.answering;
import static io.todoku.collect.smtp.MailboxProbeFixture.dialogue;
import static io.todoku.collect.smtp.MailboxProbeFixture.imap;
import static io.todoku.collect.smtp.MailboxProbeFixture.pop3;
import static io.todoku.collect.smtp.MailboxProbeFixture.prober;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.peers.Peers;
import io.todoku.snapshot.MailServer.TranscriptLine;
import io.todoku.snapshot.MailboxServer;
import io.todoku.snapshot.MailboxServer.MailboxDialogue;
import io.todoku.snapshot.MailboxServer.MailboxEnding;
import io.todoku.snapshot.MailboxServer.Protocol;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers for fetching mail say in their own words, and whom nobody asks. */
class MailboxProberTests {

  @Test
  void thePop3CapabilitiesOfDovecotAreRead() throws IOException {
    MailboxDialogue dialogue =
        pop3(
            "+OK Dovecot (Debian) ready.",
            "+OK\nCAPA\nTOP\nUIDL\nRESP-CODES\nPIPELINING\nAUTH-RESP-CODE\nSTLS\nSASL\n.");

    assertThat(dialogue.ending()).isEqualTo(MailboxEnding.COMPLETE);
    assertThat(dialogue.greeting()).isEqualTo("+OK Dovecot (Debian) ready.");
    assertThat(dialogue.capabilities())
        .containsExactly(
            "CAPA", "TOP", "UIDL", "RESP-CODES", "PIPELINING", "AUTH-RESP-CODE", "STLS", "SASL");
    assertThat(dialogue.transcript())
        .extracting(TranscriptLine::text)
        .startsWith("+OK Dovecot (Debian) ready.", "CAPA", "+OK", "CAPA", "TOP")
        .endsWith(".", "QUIT", "+OK Logging out");
    assertThat(dialogue.transcript())
        .filteredOn(TranscriptLine::sent)
        .extracting(TranscriptLine::text)
        .containsExactly("CAPA", "QUIT");
  }

  @Test
  void thePop3CapabilitiesOfCourierAreRead() throws IOException {
    assertThat(
            pop3(
                    "+OK Hello there.",
                    "+OK Here's what I can do:\nSTLS\nTOP\nUSER\nLOGIN-DELAY 10\nPIPELINING\nUIDL\n"
                        + "IMPLEMENTATION Courier Mail Server\n.")
                .capabilities())
        .contains("STLS", "USER", "IMPLEMENTATION Courier Mail Server");
  }

  @Test
  void thePop3ServerOfQmailHasNoCapabilities() throws IOException {
    MailboxDialogue dialogue =
        pop3("+OK <12345.1731888000@mail.example.com>", "-ERR authorization first");

    assertThat(dialogue.ending()).isEqualTo(MailboxEnding.COMPLETE);
    assertThat(dialogue.greeting()).isEqualTo("+OK <12345.1731888000@mail.example.com>");
    assertThat(dialogue.capabilities()).isNull();
  }

  @Test
  void aStuffedDotDoesNotEndAnAnswer() throws IOException {
    assertThat(pop3("+OK", "+OK\n..\nSTLS\n.").capabilities()).containsExactly(".", "STLS");
  }

  @Test
  void theImapCapabilitiesOfDovecotAreRead() throws IOException {
    MailboxDialogue dialogue =
        imap(
            "* OK [CAPABILITY IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ STARTTLS"
                + " LOGINDISABLED] Dovecot (Debian) ready.",
            "* CAPABILITY IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ STARTTLS"
                + " LOGINDISABLED\na1 OK Pre-login capabilities listed, post-login capabilities"
                + " have more.");

    assertThat(dialogue.ending()).isEqualTo(MailboxEnding.COMPLETE);
    assertThat(dialogue.capabilities()).contains("IMAP4rev1", "LOGINDISABLED").hasSize(9);
    assertThat(dialogue.transcript())
        .extracting(TranscriptLine::text)
        .endsWith("a2 LOGOUT", "* BYE Logging out", "a2 OK Logout completed.");
  }

  @Test
  void theImapCapabilitiesOfCyrusAreRead() throws IOException {
    assertThat(
            imap(
                    "* OK [CAPABILITY IMAP4rev1 LITERAL+ ID ENABLE STARTTLS AUTH=PLAIN SASL-IR]"
                        + " mail.example.com Cyrus IMAP 3.6.1 server ready",
                    "* CAPABILITY IMAP4rev1 LITERAL+ ID ENABLE STARTTLS AUTH=PLAIN SASL-IR\n"
                        + "a1 OK Completed")
                .capabilities())
        .contains("AUTH=PLAIN");
  }

  @Test
  void imapKeywordsAreReadInAnyCase() throws IOException {
    assertThat(imap("* ok hi", "* Capability LoginDisabled\nA1 ok done").capabilities())
        .containsExactly("LoginDisabled");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a1 BAD what?",
        "a1 NO",
        "* BAD what?",
        "a1 OK nothing to tell",
        "* CAPABILITY LOGINDISABLED\na1 NO not now"
      })
  void imapCapabilitiesWithoutAnOkAreUnknown(String answer) throws IOException {
    MailboxDialogue dialogue = imap("* OK [CAPABILITY LOGINDISABLED] hi", answer);

    assertThat(dialogue.ending()).isEqualTo(MailboxEnding.COMPLETE);
    assertThat(dialogue.capabilities()).isNull();
  }

  @Test
  void aServerMayCloseWithoutReplyToTheLastCommand() throws IOException {
    MailboxDialogue dialogue =
        dialogue(Protocol.POP3, answering("+OK", Map.of("CAPA", "+OK\nSTLS\n.")));

    assertThat(dialogue.ending()).isEqualTo(MailboxEnding.COMPLETE);
    assertThat(dialogue.capabilities()).containsExactly("STLS");
  }

  @Test
  void aWrongReplyToTheLastCommandMakesTheDialogueInvalid() throws IOException {
    assertThat(
            dialogue(
                    Protocol.POP3,
                    answering(
                        "+OK", Map.of("CAPA", "+OK\nSTLS\n.", "QUIT", "-ERR no such command")))
                .ending())
        .isEqualTo(MailboxEnding.NOT_UNDERSTOOD);
    assertThat(
            dialogue(
                    Protocol.IMAP,
                    answering("* OK", Map.of("a1 CAPABILITY", "a1 OK", "a2 LOGOUT", "a1 OK again")))
                .ending())
        .isEqualTo(MailboxEnding.NOT_UNDERSTOOD);
  }

  @Test
  void aTimestampAfterManyOctetsIsRecorded() throws IOException {
    assertThat(pop3("+OK " + "\u00e3".repeat(300) + " <1.2@mail.example.com>", "-ERR").greeting())
        .endsWith("<1.2@mail.example.com>");
  }

  @Test
  void whenNothingListensThatIsKnown() {
    MailboxServer mailbox =
        prober(Peers.freePort("127.0.0.1"), "127.0.0.0/8").probe("127.0.0.1", Protocol.IMAP);

    assertThat(mailbox.dialogue()).isEqualTo(new Known<>(MailboxDialogue.CONNECTION_REFUSED));
  }

  @Test
  void whenNoPacketReturnsTheServerIsUnknown() throws IOException {
    List<Socket> waiting = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      boolean taken = true;
      while (taken) {
        Socket filler = new Socket();
        waiting.add(filler);
        try {
          filler.connect(new InetSocketAddress("127.0.0.1", full.getLocalPort()), 200);
        } catch (IOException queueIsFull) {
          taken = false;
        }
      }

      assertThat(reason(prober(IMPATIENT, full.getLocalPort(), "127.0.0.0/8"), "127.0.0.1").kind())
          .isEqualTo(ReasonKind.TIMEOUT);
    } finally {
      for (Socket filler : waiting) {
        filler.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254", "mail.example.com"})
  void anAddressThatIsNotAllowedIsNotConnectedTo(String address) throws IOException {
    try (ScriptedServer server = ScriptedServer.running(answering("+OK", Map.of()))) {
      Reason reason = reason(prober(server.port()), address);

      assertThat(reason.kind()).isEqualTo(ReasonKind.NOT_ALLOWED);
      assertThat(reason.fix())
          .isEqualTo(
              address.equals("169.254.169.254") ? "never-probed" : "todoku.probe.allowed-networks");
      assertThat(server.connections()).isZero();
    }
  }

  private static Reason reason(MailboxProber prober, String address) {
    return ((Unknown<MailboxDialogue>) prober.probe(address, Protocol.POP3).dialogue()).reason();
  }

  @Test
  void eachProtocolUsesItsConfiguredPort() {
    var settings = new ProbeSettings(25, null, null, List.of(), 110, 143);

    assertThat(settings.port(Protocol.POP3)).isEqualTo(110);
    assertThat(settings.port(Protocol.IMAP)).isEqualTo(143);
  }

  @Test
  void aSettingThatIsNotAPortIsRefusedByName() {
    assertThatThrownBy(() -> prober(70_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("todoku.probe.pop3-port: 70000 is not between 1 and 65535");
  }
}
