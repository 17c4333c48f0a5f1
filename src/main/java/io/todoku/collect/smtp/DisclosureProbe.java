package io.todoku.collect.smtp;

import io.todoku.snapshot.MailServer.CommandReply;
import io.todoku.snapshot.MailServer.SmtpReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks what a server tells strangers of itself and of its mailboxes. */
final class DisclosureProbe {

  private final MailConnection connection;
  private final List<CommandReply> answers = new ArrayList<>();

  DisclosureProbe(MailConnection wire) {
    this.connection = wire;
  }

  /** What was asked so far. */
  List<CommandReply> answers() {
    return List.copyOf(answers);
  }

  /**
   * @param nobody a mailbox that no one has, in a domain that the server serves; null: not asked
   * @throws EndedException where the server will not go on
   */
  void ask(@Nullable String nobody, String sender) throws IOException {
    ask("VRFY postmaster"); // a mailbox that every server has (RFC 5321 section 4.5.1)
    ask("EXPN postmaster");
    ask("HELP");
    if (nobody != null && connection.ask("MAIL FROM:<" + sender + ">").accepted()) {
      ask("RCPT TO:<" + nobody + ">");
      connection.ask("RSET");
    }
  }

  private void ask(String command) throws IOException {
    @Nullable SmtpReply reply = null;
    try {
      reply = connection.ask(command);
    } finally { // what was cut off is shown too
      answers.add(new CommandReply(command, reply));
    }
  }
}
