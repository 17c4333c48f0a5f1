package io.todoku.rule;

import static io.todoku.rule.World.NOW;

import io.todoku.snapshot.MailServer.Asked;
import io.todoku.snapshot.MailServer.Certificate;
import io.todoku.snapshot.MailServer.Dialogue;
import io.todoku.snapshot.MailServer.Ending;
import io.todoku.snapshot.MailServer.Form;
import io.todoku.snapshot.MailServer.RelayAttempt;
import io.todoku.snapshot.MailServer.Reply;
import io.todoku.snapshot.MailServer.Tls;
import io.todoku.snapshot.Mailbox;
import io.todoku.snapshot.Observed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Mail servers of which everything was asked. */
final class WholeServers {

  private WholeServers() {}

  /**
   * One in good order.
   *
   * @param takesMail whether it was asked for a mailbox that nobody has
   */
  static Dialogue good(String name, boolean takesMail) {
    Reply no = new Reply(554, "5.7.1 <b@probe.example>: Relay access denied");
    List<Asked> commands =
        new ArrayList<>(
            List.of(
                new Asked("VRFY postmaster", new Reply(252, "2.0.0 postmaster")),
                new Asked("EXPN postmaster", new Reply(502, "5.5.2 Error: command not recognized")),
                new Asked("HELP", new Reply(502, "5.5.2 Error: command not recognized"))));
    if (takesMail) {
      commands.add(nobody(new Reply(550, "5.1.1 User unknown")));
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
  static Dialogue open(String recipientDomain) {
    Reply yes = new Reply(250, "ok");
    return dialogue(
        "localhost",
        " ESMTP Postfix",
        List.of("AUTH PLAIN", "STARTTLS"),
        attempts(yes, yes),
        List.of(
            new Asked("VRFY postmaster", new Reply(250, "2.0.0 postmaster")),
            new Asked("EXPN postmaster", new Reply(250, "postmaster")),
            new Asked("HELP", new Reply(214, "no help")),
            nobody(yes)),
        "TLSv1",
        recipientDomain);
  }

  /** One that nobody mends, and that takes odd local parts for its own. */
  static Dialogue old(String name) {
    return dialogue(
        name,
        " ESMTP Sendmail",
        List.of("SIZE 100"),
        attempts(
            new Reply(550, "5.7.1 <b@probe.example>... Relaying denied"), new Reply(250, "ok")),
        List.of(
            new Asked("VRFY postmaster", new Reply(252, "2.5.2 Cannot VRFY user")),
            new Asked("EXPN postmaster", new Reply(502, "5.7.0 Sorry, we do not allow this")),
            new Asked("HELP", new Reply(214, "This is sendmail version 8.14.4"))),
        "TLSv1.2",
        "probe.example");
  }

  private static Asked nobody(Reply reply) {
    return new Asked("RCPT TO:<nobody@example.com>", reply);
  }

  private static List<RelayAttempt> attempts(Reply plain, Reply odd) {
    List<RelayAttempt> attempts = new ArrayList<>();
    attempts.addAll(Collections.nCopies(4, attempt(Form.PLAIN, plain)));
    attempts.addAll(Collections.nCopies(2, attempt(Form.ROUTED, plain)));
    attempts.addAll(Collections.nCopies(6, attempt(Form.ODD_LOCAL_PART, plain)));
    attempts.add(attempt(Form.ODD_LOCAL_PART, odd));
    return attempts;
  }

  private static RelayAttempt attempt(Form form, Reply rcpt) {
    return new RelayAttempt(form, "a@probe.example", "b@probe.example", new Reply(250, "ok"), rcpt);
  }

  private static Dialogue dialogue(
      String name,
      String software,
      List<String> extensions,
      List<RelayAttempt> attempts,
      List<Asked> commands,
      String protocol,
      String recipientDomain) {
    return new Dialogue(
        true,
        name + software,
        name,
        extensions,
        attempts,
        commands,
        Observed.known(tls(name, protocol)),
        recipientDomain,
        true,
        Ending.COMPLETE,
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
  static Observed<Mailbox.Dialogue> imap(boolean inTheClear) {
    List<String> atoms =
        List.of("IMAP4rev1", "STARTTLS", inTheClear ? "AUTH=PLAIN" : "LOGINDISABLED");
    return Observed.known(
        new Mailbox.Dialogue(Mailbox.Ending.COMPLETE, "* OK ready", atoms, List.of()));
  }
}
