package io.todoku.collect.smtp;

import io.todoku.snapshot.MailServer.CommandReply;
import io.todoku.snapshot.MailServer.SmtpReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks what a server discloses to strangers about itself and its mailboxes. */
final class DisclosureProbe {

  private final MailConnection connection;
  private final List<CommandReply> answers = new ArrayList<>();

  DisclosureProbe(MailConnection connection) {
    this.connection = connection;
  }

  /** Returns the commands sent so far, with their replies. */
  List<CommandReply> answers() {
    return List.copyOf(answers);
  }

  /**
   * Asks for the mailbox that every server must have (RFC 5321 section 4.5.1) and for one that
   * nobody has, because a server that answers them differently discloses which mailboxes exist.
   *
   * @param nonexistentName a local part that nobody has
   * @throws DialogueEndedException if the server ends the dialogue
   */
  void askAboutNames(String nonexistentName) throws IOException {
    for (String command : List.of("VRFY ", "EXPN ")) {
      SmtpReply reply = ask(command + "postmaster");
      if (!isUnsupported(reply)) {
        ask(command + nonexistentName);
      }
    }
    ask("HELP");
  }

  /** A command that is not supported discloses nothing, and many servers count it as an error. */
  private static boolean isUnsupported(SmtpReply reply) {
    return reply.code() == 500 || reply.code() == 502 || reply.code() == 504;
  }

  /**
   * Offers mail to each of these mailboxes, which nobody has, in one transaction.
   *
   * @throws DialogueEndedException if the server ends the dialogue
   */
  void offerMailTo(List<String> nonexistentMailboxes, String sender) throws IOException {
    if (!connection.ask("MAIL FROM:<" + sender + ">").accepted()) {
      return;
    }
    for (String mailbox : nonexistentMailboxes) {
      ask("RCPT TO:<" + mailbox + ">");
    }
    connection.ask("RSET");
  }

  private SmtpReply ask(String command) throws IOException {
    @Nullable SmtpReply reply = null;
    try {
      reply = connection.ask(command);
      return reply;
    } finally { // a dialogue that was cut off is recorded too
      answers.add(new CommandReply(command, reply));
    }
  }
}
