package io.todoku.snapshot;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The dialogue with the mail port of one address.
 *
 * @param port TCP
 * @param dialogue the dialogue, or why there was none (not allowed, not reachable, own port 25
 *     blocked)
 */
public record MailServer(String address, int port, Instant at, Observed<SmtpDialogue> dialogue) {

  /**
   * A whole bounded dialogue; no message is ever sent.
   *
   * @param listening false where the connection was refused by a reset: nothing listens
   * @param greeting the first reply's text, null where none came
   * @param ehlo the name that the server gives itself in the reply to EHLO, null where none came
   * @param extensions the EHLO keywords with their parameters, as offered before TLS
   * @param attempts the relay forms that were tried, in order
   * @param commands what else was asked before TLS, in order
   * @param tls what STARTTLS led to
   * @param recipientDomain of the relay test; null where none is configured
   * @param recipientDomainHasMx whether that domain was shown to take mail
   * @param ending how it ended
   * @param transcript every line sent and received, in order, bounded
   * @param servedDomains the mail domains of the account that were found to be led to the server
   *     when it was probed, whether or not each was asked about; null in files written before they
   *     were asked about one by one
   */
  public record SmtpDialogue(
      boolean listening,
      @Nullable String greeting,
      @Nullable String ehlo,
      List<String> extensions,
      List<RelayAttempt> attempts,
      List<CommandReply> commands,
      Observed<Tls> tls,
      @Nullable String recipientDomain,
      boolean recipientDomainHasMx,
      SmtpEnding ending,
      List<TranscriptLine> transcript,
      @Nullable List<String> servedDomains) {

    /** The connection was refused: nothing listens. */
    public static final SmtpDialogue CONNECTION_REFUSED =
        new SmtpDialogue(
            false,
            null,
            null,
            List.of(),
            List.of(),
            List.of(),
            Observed.unknown(Reason.of(ReasonKind.NOT_ASKED, "STARTTLS", "")),
            null,
            false,
            SmtpEnding.NOTHING_LISTENS,
            List.of(),
            null);

    /** A dialogue of which it is not recorded which mail domains the server was known to serve. */
    public SmtpDialogue(
        boolean listening,
        @Nullable String greeting,
        @Nullable String ehlo,
        List<String> extensions,
        List<RelayAttempt> attempts,
        List<CommandReply> commands,
        Observed<Tls> tls,
        @Nullable String recipientDomain,
        boolean recipientDomainHasMx,
        SmtpEnding ending,
        List<TranscriptLine> transcript) {
      this(
          listening,
          greeting,
          ehlo,
          extensions,
          attempts,
          commands,
          tls,
          recipientDomain,
          recipientDomainHasMx,
          ending,
          transcript,
          null);
    }

    /** Older files lack commands and TLS, which count as not asked. */
    public SmtpDialogue {
      commands = commands == null ? List.of() : commands;
      tls = tls == null ? Observed.unknown(Reason.of(ReasonKind.NOT_ASKED, "STARTTLS", "")) : tls;
    }
  }

  /**
   * A command that is no part of a transaction, and its reply.
   *
   * @param command as sent: {@code VRFY} or {@code EXPN} with {@code postmaster} or a name that
   *     nobody has, {@code HELP}, or {@code RCPT TO:<…>} with a mailbox that nobody has
   * @param reply null where none came
   */
  public record CommandReply(String command, @Nullable SmtpReply reply) {}

  /**
   * An encrypted connection as STARTTLS brought it about.
   *
   * @param failure what the handshake ended with, where it came to nothing: the rest is empty then;
   *     null where it was made
   * @param protocol {@code TLSv1.2}, {@code TLSv1.3}, …
   * @param cipher suite, by its name in the IANA registry
   * @param chain as the server sent it, its own certificate first
   * @param distrust why the chain leads to no root that is trusted here; null where it does. Dates
   *     and names are no part of it
   * @param extensions the EHLO keywords with their parameters, as offered within TLS
   */
  public record Tls(
      @Nullable String failure,
      String protocol,
      String cipher,
      List<Certificate> chain,
      @Nullable String distrust,
      List<String> extensions) {}

  /**
   * An X.509 certificate.
   *
   * @param names of hosts that it is for (subjectAltName dNSName; the common name where there are
   *     none), as written, wildcards too
   */
  public record Certificate(
      String subject, String issuer, List<String> names, Instant notBefore, Instant notAfter) {

    /**
     * Whether the certificate is for this host.
     *
     * @param host canonical
     */
    public boolean covers(String host) {
      return WildcardNames.anyMatches(names.stream().map(DnsLookup::canonical).toList(), host);
    }
  }

  /**
   * One offer of mail from a stranger to a third party, up to RCPT.
   *
   * @param mailReply the reply to MAIL, null where none came
   * @param rcptReply the reply to RCPT, null where it was not sent or not answered
   */
  public record RelayAttempt(
      RecipientForm form,
      String from,
      String to,
      @Nullable SmtpReply mailReply,
      @Nullable SmtpReply rcptReply) {}

  /** An SMTP reply: its three-digit code and its text, lines joined by line feeds. */
  public record SmtpReply(int code, String text) {
    public boolean accepted() {
      return code == 250 || code == 251;
    }
  }

  /** How a recipient was written. */
  public enum RecipientForm {
    PLAIN,
    ROUTED,
    ODD_LOCAL_PART
  }

  /** How the dialogue ended, and the cause for a question that it left open. */
  public enum SmtpEnding {
    /** Every form was tried and QUIT sent: the answers themselves allow no verdict. */
    COMPLETE(ReasonKind.INCONCLUSIVE),
    /** Nothing listens on the port. */
    NOTHING_LISTENS(ReasonKind.UNREACHABLE),
    /**
     * The server refused to serve: it greeted with another code than 220, refused EHLO and HELO, or
     * closed with 421 later.
     */
    TURNED_AWAY(ReasonKind.REFUSED),
    /** The server dropped the connection. */
    DROPPED(ReasonKind.CUT_OFF),
    /** The server was too slow. */
    TIMEOUT(ReasonKind.TIMEOUT),
    /** The server sent more than the bounds allow. */
    TOO_MUCH(ReasonKind.MALFORMED),
    /** What the server sent was not SMTP. */
    NOT_SMTP(ReasonKind.MALFORMED);

    private final ReasonKind cause;

    SmtpEnding(ReasonKind cause) {
      this.cause = cause;
    }

    public ReasonKind cause() {
      return cause;
    }
  }

  /** One line of the dialogue; {@code sent} by us or received. */
  public record TranscriptLine(boolean sent, String text, Instant at) {

    /** The line after {@code >} where it was sent and after {@code <} where it was received. */
    public String withDirection() {
      return (sent ? "> " : "< ") + text;
    }

    /** The text of the last line that was received; empty where none was. */
    public static String lastReceived(List<TranscriptLine> transcript) {
      return transcript.reversed().stream()
          .filter(line -> !line.sent())
          .map(TranscriptLine::text)
          .findFirst()
          .orElse("");
    }
  }

  static MailServer notAsked(String address, Instant at) {
    return notAsked(address, 25, at);
  }

  private static MailServer notAsked(String address, int port, Instant at) {
    return new MailServer(
        address,
        port,
        at,
        Observed.unknown(Reason.of(ReasonKind.NOT_ASKED, address + ":" + port, "")));
  }

  /** The same; not asked where our own network let nothing out. */
  MailServer notAskedIfBlocked() {
    return dialogue instanceof Observed.Unknown<SmtpDialogue>(Reason reason)
            && reason.kind() == ReasonKind.BLOCKED
        ? notAsked(address, port, at)
        : this;
  }
}
