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
   * Mailboxes that nobody has.
   *
   * @param user the local part of each
   * @param addresses one in each domain that the server serves
   */
  record NonexistentMailboxes(String user, List<String> addresses) {}

  /**
   * @throws DialogueEndedException if the server ends the dialogue
   */
  void ask(NonexistentMailboxes nonexistent, String sender) throws IOException {
    // postmaster is the mailbox that every server must have (RFC 5321 section 4.5.1)
    compare("VRFY", nonexistent.user());
    compare("EXPN", nonexistent.user());
    ask("HELP");
    if (!nonexistent.addresses().isEmpty()
        && connection.ask("MAIL FROM:<" + sender + ">").accepted()) {
      for (String address : nonexistent.addresses()) {
        ask("RCPT TO:<" + address + ">");
      }
      connection.ask("RSET");
    }
  }

  /**
   * Asks about a mailbox that is there, and about one that nobody has only where the first answer
   * does not refuse the command, because servers count commands.
   */
  private void compare(String verb, String nobody) throws IOException {
    SmtpReply reply = ask(verb + " postmaster");
    if (reply != null && reply.code() == 252) {
      ask(verb + " " + nobody);
    }
  }

  private @Nullable SmtpReply ask(String command) throws IOException {
    @Nullable SmtpReply reply = null;
    try {
      reply = connection.ask(command);
    } finally { // a dialogue that was cut off is recorded too
      answers.add(new CommandReply(command, reply));
    }
    return reply;
  }
}
