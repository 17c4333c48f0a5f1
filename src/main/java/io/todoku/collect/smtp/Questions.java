package io.todoku.collect.smtp;

import io.todoku.snapshot.MailServer.Asked;
import io.todoku.snapshot.MailServer.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks what a server tells strangers of itself and of its mailboxes. */
final class Questions {

  private final Wire wire;
  private final List<Asked> asked = new ArrayList<>();

  Questions(Wire wire) {
    this.wire = wire;
  }

  /** What was asked so far. */
  List<Asked> asked() {
    return List.copyOf(asked);
  }

  /**
   * @param nobody a mailbox that no one has, in a domain that the server serves; null: not asked
   * @throws EndedException where the server will not go on
   */
  void ask(@Nullable String nobody, String sender) throws IOException {
    ask("VRFY postmaster"); // a mailbox that every server has (RFC 5321 section 4.5.1)
    ask("EXPN postmaster");
    ask("HELP");
    if (nobody != null && wire.ask("MAIL FROM:<" + sender + ">").accepted()) {
      ask("RCPT TO:<" + nobody + ">");
      wire.ask("RSET");
    }
  }

  private void ask(String command) throws IOException {
    @Nullable Reply reply = null;
    try {
      reply = wire.ask(command);
    } finally { // what was cut off is shown too
      asked.add(new Asked(command, reply));
    }
  }
}
