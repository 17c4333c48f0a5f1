package io.todoku.rule;

import static io.todoku.snapshot.SnapshotBuilder.NOW;

import io.todoku.snapshot.MailServer.Certificate;
import io.todoku.snapshot.MailServer.CommandReply;
import io.todoku.snapshot.MailServer.RecipientForm;
import io.todoku.snapshot.MailServer.RelayAttempt;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.MailServer.SmtpReply;
import io.todoku.snapshot.MailServer.Tls;
import io.todoku.snapshot.MailboxServer;
import io.todoku.snapshot.Observed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Mail servers of which everything was asked. */
final class CompleteMailServers {

  private CompleteMailServers() {}

  /**
   * One in good order.
   *
   * @param takesMail whether it was asked for a mailbox that nobody has
   */
  static SmtpDialogue healthy(String name, boolean takesMail) {
    SmtpReply no = new SmtpReply(554, "5.7.1 <b@probe.example>: Relay access denied");
    List<CommandReply> commands =
        new ArrayList<>(
            List.of(
                new CommandReply("VRFY postmaster", new SmtpReply(252, "2.0.0 postmaster")),
                new CommandReply(
                    "EXPN postmaster", new SmtpReply(502, "5.5.2 Error: command not recognized")),
                new CommandReply(
                    "HELP", new SmtpReply(502, "5.5.2 Error: command not recognized"))));
    if (takesMail) {
      commands.add(unknownRecipient(new SmtpReply(550, "5.1.1 User unknown")));
    }
    return dialogue(
        name,
        " ESMTP Postfix",
        List.of("STARTTLS"),
        attempts(no, no),
        commands,
        "TLSv1.3",
        "probe.example");
  }

  /**
   * One that relays, tells who is there, takes mail for anybody and passwords in the clear.
   *
   * @param recipientDomain of the relay test
   */
  static SmtpDialogue openRelay(String recipientDomain) {
    SmtpReply yes = new SmtpReply(250, "ok");
    return dialogue(
        "localhost",
        " ESMTP Postfix",
        List.of("AUTH PLAIN", "STARTTLS"),
        attempts(yes, yes),
        List.of(
            new CommandReply("VRFY postmaster", new SmtpReply(250, "2.0.0 postmaster")),
            new CommandReply("EXPN postmaster", new SmtpReply(250, "postmaster")),
            new CommandReply("HELP", new SmtpReply(214, "no help")),
            unknownRecipient(yes)),
        "TLSv1",
        recipientDomain);
  }

  /** One that nobody mends, and that takes odd local parts for its own. */
  static SmtpDialogue outdated(String name) {
    return dialogue(
        name,
        " ESMTP Sendmail",
        List.of("SIZE 100"),
        attempts(
            new SmtpReply(550, "5.7.1 <b@probe.example>... Relaying denied"),
            new SmtpReply(250, "ok")),
        List.of(
            new CommandReply("VRFY postmaster", new SmtpReply(252, "2.5.2 Cannot VRFY user")),
            new CommandReply(
                "EXPN postmaster", new SmtpReply(502, "5.7.0 Sorry, we do not allow this")),
            new CommandReply("HELP", new SmtpReply(214, "This is sendmail version 8.14.4"))),
        "TLSv1.2",
        "probe.example");
  }

  private static CommandReply unknownRecipient(SmtpReply reply) {
    return new CommandReply("RCPT TO:<nobody@example.com>", reply);
  }

  private static List<RelayAttempt> attempts(SmtpReply plain, SmtpReply odd) {
    List<RelayAttempt> attempts = new ArrayList<>();
    attempts.addAll(Collections.nCopies(4, attempt(RecipientForm.PLAIN, plain)));
    attempts.addAll(Collections.nCopies(2, attempt(RecipientForm.ROUTED, plain)));
    attempts.addAll(Collections.nCopies(6, attempt(RecipientForm.ODD_LOCAL_PART, plain)));
    attempts.add(attempt(RecipientForm.ODD_LOCAL_PART, odd));
    return attempts;
  }

  private static RelayAttempt attempt(RecipientForm form, SmtpReply rcpt) {
    return new RelayAttempt(
        form, "a@probe.example", "b@probe.example", new SmtpReply(250, "ok"), rcpt);
  }

  private static SmtpDialogue dialogue(
      String name,
      String software,
      List<String> extensions,
      List<RelayAttempt> attempts,
      List<CommandReply> commands,
      String protocol,
      String recipientDomain) {
    return new SmtpDialogue(
        true,
        name + software,
        name,
        extensions,
        attempts,
        commands,
        Observed.known(tls(name, protocol)),
        recipientDomain,
        true,
        SmtpEnding.COMPLETE,
        List.of());
  }

  private static Tls tls(String name, String protocol) {
    return new Tls(
        null,
        protocol,
        "TLS_AES_256_GCM_SHA384",
        List.of(
            new Certificate(
                "CN=" + name,
                "CN=ca",
                List.of(name),
                NOW.minus(Duration.ofDays(1)),
                NOW.plus(Duration.ofDays(90)))),
        null,
        List.of());
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
