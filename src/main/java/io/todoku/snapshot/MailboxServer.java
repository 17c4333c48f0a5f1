package io.todoku.snapshot;

import io.todoku.snapshot.MailServer.SmtpEnding;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a POP3 or IMAP port answered before TLS. The probe never logs in and never tries to.
 *
 * @param port TCP, the protocol's own unless a test says otherwise
 * @param dialogue the dialogue, or why there was none
 */
public record MailboxServer(
    String address, Protocol protocol, int port, Instant at, Observed<MailboxDialogue> dialogue) {

  /** The protocols for fetching mail whose connections begin in clear text. */
  public enum Protocol {
    POP3(110),
    IMAP(143);

    private final int port;

    Protocol(int port) {
      this.port = port;
    }

    /** The TCP port that the protocol is known by. */
    public int port() {
      return port;
    }
  }

  /**
   * A whole bounded dialogue.
   *
   * @param greeting the first line; null where none came
   * @param capabilities as the server announced them when it was asked: lines of POP3 (RFC 2449
   *     section 5), atoms of IMAP (RFC 9051 section 6.1.1); null where it did not
   * @param transcript every line sent and received, in order, bounded
   */
  public record MailboxDialogue(
      MailboxEnding ending,
      @Nullable String greeting,
      @Nullable List<String> capabilities,
      List<MailServer.TranscriptLine> transcript) {

    /** The connection was refused: nothing listens. */
    public static final MailboxDialogue CONNECTION_REFUSED =
        new MailboxDialogue(MailboxEnding.NOTHING_LISTENS, null, null, List.of());
  }

  /** How the dialogue ended. The causes are those of {@link SmtpEnding}. */
  public enum MailboxEnding {
    /**
     * The server greeted, was asked for its capabilities and answered, with an error or without.
     */
    COMPLETE(SmtpEnding.COMPLETE),
    /** Nothing listens on the port. */
    NOTHING_LISTENS(SmtpEnding.NOTHING_LISTENS),
    /** The server greeted with an error or a farewell, or closed the session later. */
    TURNED_AWAY(SmtpEnding.TURNED_AWAY),
    /** The server dropped the connection. */
    DROPPED(SmtpEnding.DROPPED),
    /** The server was too slow. */
    TIMEOUT(SmtpEnding.TIMEOUT),
    /** The server sent more than the bounds allow. */
    TOO_MUCH(SmtpEnding.TOO_MUCH),
    /** What the server sent was not the protocol, or answered another command. */
    NOT_UNDERSTOOD(SmtpEnding.NOT_SMTP);

    private final SmtpEnding smtpEnding;

    MailboxEnding(SmtpEnding smtpEnding) {
      this.smtpEnding = smtpEnding;
    }

    /** The ending of a POP3 or IMAP dialogue on a connection that ended as in SMTP. */
    public static MailboxEnding of(SmtpEnding ending) {
      return Arrays.stream(values())
          .filter(mailboxEnding -> mailboxEnding.smtpEnding == ending)
          .findFirst()
          .orElseThrow();
    }

    /** The cause for a question that the dialogue left open. */
    public ReasonKind cause() {
      return smtpEnding.cause();
    }
  }

  static MailboxServer notAsked(String address, Protocol protocol, Instant at) {
    return new MailboxServer(
        address,
        protocol,
        protocol.port(),
        at,
        Observed.unknown(Reason.of(ReasonKind.NOT_ASKED, address + ":" + protocol.port(), "")));
  }
}
