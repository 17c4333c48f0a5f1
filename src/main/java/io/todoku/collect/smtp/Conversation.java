package io.todoku.collect.smtp;

import io.todoku.snapshot.MailServer.Dialogue;
import io.todoku.snapshot.MailServer.Ending;
import io.todoku.snapshot.MailServer.RelayAttempt;
import io.todoku.snapshot.MailServer.Reply;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One dialogue with one server: greeting, EHLO, the relay forms, QUIT. There is no DATA in it. */
final class Conversation {

  private final Wire wire;
  private final String helo;
  private final ProbeLimits limits;
  private final List<RelayAttempt> attempts = new ArrayList<>();
  private @Nullable String greeting;
  private @Nullable String ehlo;
  private @Nullable String sender;
  private @Nullable Reply mail;
  private List<String> extensions = List.of();

  Conversation(Wire wire, String helo, ProbeLimits limits) {
    this.wire = wire;
    this.helo = helo;
    this.limits = limits;
  }

  Dialogue hold(List<RelayForms.Pair> forms, @Nullable String recipientDomain, boolean hasMx) {
    Ending ending;
    try {
      greet();
      hello();
      for (RelayForms.Pair form : forms) {
        offer(form);
      }
      ending = Ending.COMPLETE;
    } catch (EndedException ended) {
      ending = ended.ending();
    } catch (IOException broken) {
      ending = Ending.DROPPED;
    }
    Ending last = takeLeave(ending);
    return new Dialogue(
        true,
        greeting,
        ehlo,
        extensions,
        List.copyOf(attempts),
        List.of(),
        Observed.unknown(Reason.of(Cause.NOT_ASKED, "STARTTLS", "")),
        recipientDomain,
        hasMx,
        last,
        wire.transcript());
  }

  private void greet() throws IOException {
    Reply reply = wire.reply();
    greeting = reply.text();
    if (reply.code() != 220) {
      throw new EndedException(Ending.TURNED_AWAY);
    }
  }

  private void hello() throws IOException {
    Reply reply = say("EHLO " + helo);
    if (reply.code() == 250) {
      ehlo = reply.text().lines().findFirst().orElse("").split(" ", 2)[0];
      extensions = reply.text().lines().skip(1).map(line -> line.toUpperCase(Locale.ROOT)).toList();
      return;
    }
    if (say("HELO " + helo).code() != 250) {
      throw new EndedException(Ending.TURNED_AWAY);
    }
  }

  /**
   * Recipients that are refused leave a transaction as it was (RFC 5321 section 3.3), so the next
   * one can follow under the same MAIL. Each RSET counts against a bound of some servers (Exim's
   * {@code smtp_accept_max_nonmail}, ten), beyond which they hang up.
   */
  private void offer(RelayForms.Pair form) throws IOException {
    LockSupport.parkNanos(limits.pause().toNanos());
    @Nullable Reply rcpt = null;
    try {
      begin(form.from());
      if (mail != null && mail.accepted()) {
        rcpt = say("RCPT TO:<" + form.to() + ">");
      }
    } finally { // an offer that was cut off is shown too
      attempts.add(new RelayAttempt(form.form(), form.from(), form.to(), mail, rcpt));
    }
    if (rcpt != null && rcpt.accepted()) {
      forget();
    }
  }

  /** A transaction of this sender: the open one, or a new one. */
  private void begin(String from) throws IOException {
    if (from.equals(sender) && mail != null && mail.accepted()) {
      return;
    }
    if (sender != null) {
      forget();
    }
    sender = from;
    mail = say("MAIL FROM:<" + from + ">");
  }

  private void forget() throws IOException {
    sender = null;
    mail = null;
    if (say("RSET").code() != 250) {
      throw new EndedException(Ending.NOT_SMTP); // what follows would not stand by itself
    }
  }

  /** A 421 ends the dialogue wherever it comes (RFC 5321 section 3.8). */
  private Reply say(String command) throws IOException {
    wire.send(command);
    Reply reply = wire.reply();
    if (reply.code() == 421) {
      throw new EndedException(Ending.TURNED_AWAY);
    }
    return reply;
  }

  /**
   * QUIT is answered by 221 (RFC 5321 section 4.1.1.10). Any other reply belongs to an earlier
   * command, and so do all before it.
   */
  private Ending takeLeave(Ending soFar) {
    try {
      wire.send("QUIT");
      boolean inStep = wire.reply().code() == 221;
      return soFar == Ending.COMPLETE && !inStep ? Ending.NOT_SMTP : soFar;
    } catch (EndedException ended) {
      boolean inStep = ended.ending() == Ending.DROPPED; // many close without a word
      return soFar == Ending.COMPLETE && !inStep ? ended.ending() : soFar;
    } catch (IOException gone) {
      return soFar;
    }
  }
}
