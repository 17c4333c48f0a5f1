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
   * @param nonexistentMailbox a mailbox that nobody has, in a domain that the server serves; null
   *     to leave this out
   * @throws DialogueEndedException if the server ends the dialogue
   */
  void ask(@Nullable String nonexistentMailbox, String sender) throws IOException {
    ask("VRFY postmaster"); // the mailbox that every server must have (RFC 5321 section 4.5.1)
    ask("EXPN postmaster");
    ask("HELP");
    if (nonexistentMailbox != null && connection.ask("MAIL FROM:<" + sender + ">").accepted()) {
      ask("RCPT TO:<" + nonexistentMailbox + ">");
      connection.ask("RSET");
    }
  }

  private void ask(String command) throws IOException {
    @Nullable SmtpReply reply = null;
    try {
      reply = connection.ask(command);
    } finally { // a dialogue that was cut off is recorded too
      answers.add(new CommandReply(command, reply));
    }
  }
}
