package io.todoku.collect.smtp;

import io.todoku.snapshot.MailServer.CommandReply;
import io.todoku.snapshot.MailServer.RelayAttempt;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.MailServer.SmtpReply;
import io.todoku.snapshot.MailServer.Tls;
import io.todoku.snapshot.MailServer.TranscriptLine;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds one dialogue with a mail server: greeting, EHLO, relay forms, disclosure, STARTTLS, QUIT.
 * It never sends DATA.
 */
final class SmtpConversation {

  private static final Pattern NAME =
      Pattern.compile("([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.){1,8}[A-Za-z]{2,63}");

  private final MailConnection connection;
  private final String helo;
  private final Clock clock;
  private final RelayProbe relay;
  private final DisclosureProbe disclosure;
  private @Nullable String greeting;
  private @Nullable String ehlo;
  private List<String> extensions = List.of();

  SmtpConversation(MailConnection connection, String helo, ProbeLimits limits, Clock clock) {
    this.connection = connection;
    this.helo = helo;
    this.clock = clock;
    this.relay = new RelayProbe(connection, limits);
    this.disclosure = new DisclosureProbe(connection);
  }

  /**
   * @param forms the relay forms for the name that the server announces, which is blank if it
   *     announces none
   * @param recipientDomain of the relay forms; null if none is configured
   * @param hasMx whether an MX of that domain was found
   * @param nonexistentName a local part that nobody has
   * @param serverName for SNI; none is sent if blank
   * @param servedDomains of the account, for the record
   */
  SmtpDialogue run(
      Function<String, List<RelayForms.Envelope>> forms,
      @Nullable String recipientDomain,
      boolean hasMx,
      String nonexistentName,
      String serverName,
      List<String> servedDomains) {
    SmtpEnding ending = testRelaying(forms);
    Observed<Tls> tls = Observed.unknown(Reason.of(ReasonKind.NOT_ASKED, "STARTTLS", ""));
    if (ending == SmtpEnding.COMPLETE
        && completedDisclosure(nonexistentName)
        && extensions.contains("STARTTLS")) {
      tls =
          new StartTlsProbe(connection, helo, clock, CertificateReader::systemRoots)
              .start(serverName);
    }
    return new SmtpDialogue(
        true,
        greeting,
        ehlo,
        extensions,
        relay.attempts(),
        disclosure.answers(),
        tls,
        recipientDomain,
        hasMx,
        quit(ending),
        connection.transcript(),
        servedDomains);
  }

  /**
   * Asks about mail domains that the server serves: whether it relays for senders and routes in
   * them, and whether it takes mail for mailboxes that nobody has.
   *
   * @param nonexistentMailboxes one in each domain
   */
  ServedDomainsDialogue runForServedDomains(
      List<RelayForms.Envelope> forms, List<String> nonexistentMailboxes) {
    SmtpEnding ending = testRelaying(announcedName -> forms);
    if (ending == SmtpEnding.COMPLETE) {
      try {
        disclosure.offerMailTo(nonexistentMailboxes, sender());
      } catch (IOException ended) {
        // what was not answered is recorded as such, and does not affect relaying
      }
    }
    return new ServedDomainsDialogue(
        relay.attempts(), disclosure.answers(), quit(ending), connection.transcript());
  }

  /** What one more connection shows of mail domains that the server serves. */
  record ServedDomainsDialogue(
      List<RelayAttempt> attempts,
      List<CommandReply> commands,
      SmtpEnding ending,
      List<TranscriptLine> transcript) {

    /** Adds this to what the first connection showed. */
    SmtpDialogue addTo(SmtpDialogue first) {
      return new SmtpDialogue(
          first.listening(),
          first.greeting(),
          first.ehlo(),
          first.extensions(),
          concat(first.attempts(), attempts),
          concat(first.commands(), commands),
          first.tls(),
          first.recipientDomain(),
          first.recipientDomainHasMx(),
          first.ending() == SmtpEnding.COMPLETE ? ending : first.ending(),
          concat(first.transcript(), transcript),
          first.servedDomains());
    }

    private static <T> List<T> concat(List<T> earlier, List<T> later) {
      return Stream.concat(earlier.stream(), later.stream()).toList();
    }
  }

  private String sender() {
    return "todoku-probe@" + helo;
  }

  /** Runs the part of the dialogue that decides about relaying, and returns how it ended. */
  private SmtpEnding testRelaying(Function<String, List<RelayForms.Envelope>> forms) {
    try {
      greet();
      hello();
      relay.run(forms.apply(announcedName()));
      return SmtpEnding.COMPLETE;
    } catch (DialogueEndedException ended) {
      return ended.ending();
    } catch (IOException broken) {
      return SmtpEnding.DROPPED;
    }
  }

  /** Returns the name that the server announces in its reply to EHLO, or else in its greeting. */
  private String announcedName() {
    for (String reply : List.of(ehlo == null ? "" : ehlo, greeting == null ? "" : greeting)) {
      String first = reply.split("\\s", 2)[0];
      if (NAME.matcher(first).matches()) {
        return first;
      }
    }
    return "";
  }

  /**
   * Runs the disclosure probe. Returns whether the dialogue can go on; its outcome does not affect
   * relaying.
   */
  private boolean completedDisclosure(String nonexistentName) {
    try {
      disclosure.askAboutNames(nonexistentName);
      return true;
    } catch (IOException ended) {
      return false;
    }
  }

  private void greet() throws IOException {
    SmtpReply reply = connection.readReply();
    greeting = reply.text();
    if (reply.code() != 220) {
      throw new DialogueEndedException(SmtpEnding.TURNED_AWAY);
    }
  }

  private void hello() throws IOException {
    SmtpReply reply = connection.ask("EHLO " + helo);
    if (reply.code() == 250) {
      ehlo = reply.text().lines().findFirst().orElse("").split(" ", 2)[0];
      extensions = reply.text().lines().skip(1).map(line -> line.toUpperCase(Locale.ROOT)).toList();
      return;
    }
    if (connection.ask("HELO " + helo).code() != 250) {
      throw new DialogueEndedException(SmtpEnding.TURNED_AWAY);
    }
  }

  /**
   * Sends QUIT, which is answered by 221 (RFC 5321 section 4.1.1.10). Any other reply belongs to an
   * earlier command, so earlier replies were assigned wrongly too.
   */
  private SmtpEnding quit(SmtpEnding soFar) {
    try {
      connection.send("QUIT");
      boolean inStep = connection.readReply().code() == 221;
      return soFar == SmtpEnding.COMPLETE && !inStep ? SmtpEnding.NOT_SMTP : soFar;
    } catch (IOException closed) {
      return soFar; // after the last RSET all replies matched, and many servers close without a
      // reply
    }
  }
}
