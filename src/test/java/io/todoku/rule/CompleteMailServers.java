package io.todoku.rule;

import static io.todoku.snapshot.SnapshotBuilder.NOW;

import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpReply;
import io.todoku.snapshot.MailServer.Tls;
import io.todoku.snapshot.MailboxServer;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.SmtpDialogueBuilder;
import java.time.Duration;
import java.util.List;

/** Mail servers of which everything was asked. */
final class CompleteMailServers {

  private static final String UNKNOWN_RECIPIENT = "RCPT TO:<nobody@example.com>";
  private static final SmtpReply REFUSAL =
      new SmtpReply(554, "5.7.1 <b@probe.example>: Relay access denied");

  private CompleteMailServers() {}

  /**
   * A server in good order.
   *
   * @param takesMail whether it was asked for a mailbox that nobody has
   */
  static SmtpDialogue healthy(String name, boolean takesMail) {
    SmtpDialogueBuilder server = healthy(name);
    return takesMail
        ? server.withReply(UNKNOWN_RECIPIENT, 550, "5.1.1 User unknown").build()
        : server.build();
  }

  /** A server in good order, which was asked about each mail domain that it serves. */
  static SmtpDialogue serving(String name, String... domains) {
    SmtpDialogueBuilder server = healthy(name).servedDomains(REFUSAL, domains);
    for (String domain : domains) {
      server.withReply("RCPT TO:<nobody@" + domain + ">", 550, "5.1.1 User unknown");
    }
    return server.build();
  }

  private static SmtpDialogueBuilder healthy(String name) {
    return server(name, " ESMTP Postfix (3.9.1)", "TLSv1.3")
        .extensions("STARTTLS")
        .relayAttempts(REFUSAL, REFUSAL, REFUSAL)
        .withReply("VRFY postmaster", 252, "2.0.0 postmaster")
        .withReply("VRFY todoku-0f3a91c2", 252, "2.0.0 todoku-0f3a91c2")
        .withReply("EXPN postmaster", 502, "5.5.2 Error: command not recognized")
        .withReply("HELP", 502, "5.5.2 Error: command not recognized");
  }

  /**
   * A server that relays, reveals its users, and accepts unknown recipients and passwords without
   * TLS.
   *
   * @param recipientDomain of the relay test
   */
  static SmtpDialogue openRelay(String recipientDomain) {
    SmtpReply accepted = new SmtpReply(250, "ok");
    return server("localhost", " ESMTP Postfix", "TLSv1")
        .extensions("AUTH PLAIN", "STARTTLS")
        .relayAttempts(accepted, accepted, accepted)
        .recipientDomain(recipientDomain, true)
        .withReply("VRFY postmaster", 250, "2.0.0 postmaster")
        .withReply("EXPN postmaster", 250, "postmaster")
        .withReply("HELP", 214, "no help")
        .withReply(UNKNOWN_RECIPIENT, 250, "ok")
        .build();
  }

  /** A server that is not updated, and that takes odd local parts for its own. */
  static SmtpDialogue outdated(String name) {
    SmtpReply refusal = new SmtpReply(550, "5.7.1 <b@probe.example>... Relaying denied");
    return server(name, " ESMTP Sendmail", "TLSv1.2")
        .extensions("SIZE 100")
        .relayAttempts(refusal, refusal, refusal)
        .lastRelayAttempt(new SmtpReply(250, "ok"))
        .withReply("VRFY postmaster", 252, "2.5.2 Cannot VRFY user")
        .withReply("EXPN postmaster", 502, "5.7.0 Sorry, we do not allow this")
        .withReply("HELP", 214, "This is sendmail version 8.14.4")
        .build();
  }

  private static SmtpDialogueBuilder server(String name, String software, String protocol) {
    Tls tls =
        SmtpDialogueBuilder.tls(
            protocol, name, NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(90)), null);
    return SmtpDialogueBuilder.aServer().names(name + software, name).tls(Observed.known(tls));
  }

  /** What an IMAP server answers that takes no password before TLS, or takes one. */
  static Observed<MailboxServer.MailboxDialogue> imap(boolean inTheClear) {
    List<String> atoms =
        List.of("IMAP4rev1", "STARTTLS", inTheClear ? "AUTH=PLAIN" : "LOGINDISABLED");
    return Observed.known(
        new MailboxServer.MailboxDialogue(
            MailboxServer.MailboxEnding.COMPLETE, "* OK ready", atoms, List.of()));
  }
}
