package io.todoku.collect.smtp;

import io.todoku.snapshot.MailServer.RelayAttempt;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.MailServer.SmtpReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Offers mail to third parties, up to RCPT. */
final class RelayProbe {

  private final MailConnection connection;
  private final ProbeLimits limits;
  private final List<RelayAttempt> attempts = new ArrayList<>();
  private @Nullable String sender; // of the open transaction
  private @Nullable SmtpReply mailReply;

  RelayProbe(MailConnection wire, ProbeLimits limits) {
    this.connection = wire;
    this.limits = limits;
  }

  /** What was offered so far. */
  List<RelayAttempt> attempts() {
    return List.copyOf(attempts);
  }

  /**
   * Offers all forms, and leaves no transaction open.
   *
   * @throws EndedException where it cannot go on, or replies do not belong to their commands
   */
  void run(List<RelayForms.Envelope> forms) throws IOException {
    for (RelayForms.Envelope form : forms) {
      offer(form);
    }
    if (sender != null) {
      resetTransaction();
    }
  }

  /**
   * Recipients that are refused leave a transaction as it was (RFC 5321 section 3.3), so the next
   * one can follow under the same MAIL. Each RSET counts against a bound of some servers (Exim's
   * {@code smtp_accept_max_nonmail}, ten), beyond which they hang up.
   */
  private void offer(RelayForms.Envelope form) throws IOException {
    LockSupport.parkNanos(limits.pause().toNanos());
    @Nullable SmtpReply rcpt = null;
    try {
      beginTransaction(form.from());
      if (mailReply != null && mailReply.accepted()) {
        rcpt = connection.ask("RCPT TO:<" + form.to() + ">");
      }
    } finally { // an offer that was cut off is shown too
      attempts.add(new RelayAttempt(form.form(), form.from(), form.to(), mailReply, rcpt));
    }
    if (rcpt != null && rcpt.accepted()) {
      resetTransaction();
    }
  }

  /**
   * A transaction of this sender: the open one, or a new one. A refused MAIL opens none, and needs
   * no RSET: servers that demand STARTTLS refuse that too (RFC 3207 section 4).
   */
  private void beginTransaction(String from) throws IOException {
    if (from.equals(sender)) {
      return;
    }
    if (sender != null) {
      resetTransaction();
    }
    SmtpReply reply = connection.ask("MAIL FROM:<" + from + ">");
    mailReply = reply;
    sender = reply.accepted() ? from : null;
  }

  private void resetTransaction() throws IOException {
    sender = null;
    mailReply = null;
    if (connection.ask("RSET").code() != 250) {
      throw new DialogueEndedException(
          SmtpEnding.NOT_SMTP); // what follows would not stand by itself
    }
  }
}
