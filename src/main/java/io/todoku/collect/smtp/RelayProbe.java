package io.todoku.collect.smtp;

import io.todoku.snapshot.MailServer.RelayAttempt;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.MailServer.SmtpReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Offers mail for third parties, up to RCPT. */
final class RelayProbe {

  private final MailConnection connection;
  private final ProbeLimits limits;
  private final List<RelayAttempt> attempts = new ArrayList<>();
  private @Nullable String sender; // of the open transaction; null if none is open
  private @Nullable SmtpReply mailReply;

  RelayProbe(MailConnection connection, ProbeLimits limits) {
    this.connection = connection;
    this.limits = limits;
  }

  /** Returns the attempts so far. */
  List<RelayAttempt> attempts() {
    return List.copyOf(attempts);
  }

  /**
   * Tries all forms, and leaves no transaction open.
   *
   * @throws DialogueEndedException if the dialogue cannot go on, or replies do not belong to their
   *     commands
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
   * Tries one form. A refused recipient leaves the transaction as it was (RFC 5321 section 3.3), so
   * the next form can follow under the same MAIL. RSET is used sparingly because some servers close
   * the connection after too many (Exim's {@code smtp_accept_max_nonmail}, ten).
   */
  private void offer(RelayForms.Envelope form) throws IOException {
    LockSupport.parkNanos(limits.pause().toNanos());
    @Nullable SmtpReply rcpt = null;
    try {
      beginTransaction(form.from());
      if (mailReply != null && mailReply.accepted()) {
        rcpt = connection.ask("RCPT TO:<" + form.to() + ">");
      }
    } finally { // an attempt that was cut off is recorded too
      attempts.add(new RelayAttempt(form.form(), form.from(), form.to(), mailReply, rcpt));
    }
    if (rcpt != null && rcpt.accepted()) {
      resetTransaction();
    }
  }

  /**
   * Uses the open transaction if it has this sender, or begins a new one. A refused MAIL opens none
   * and needs no RSET, which servers that require STARTTLS would refuse too (RFC 3207 section 4).
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
          SmtpEnding.NOT_SMTP); // the next attempt would not be independent
    }
  }
}
