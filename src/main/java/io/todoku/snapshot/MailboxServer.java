package io.todoku.snapshot;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a port at which people fetch their mail said before TLS. Nobody logs in, nor tries to.
 *
 * @param port TCP, the protocol's own unless a test says otherwise
 * @param dialogue what was said, or why nothing could be
 */
public record MailboxServer(
    String address, Protocol protocol, int port, Instant at, Observed<MailboxDialogue> dialogue) {

  /** How mail is fetched where TLS comes later than the connection. */
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

  /** How the dialogue ended. */
  public enum MailboxEnding {
    /**
     * The server greeted, was asked for its capabilities and answered, with an error or without.
     */
    COMPLETE,
    NOTHING_LISTENS,
    /** The server greeted with an error or a farewell, or took leave later. */
    TURNED_AWAY,
    /** The server dropped the connection. */
    DROPPED,
    /** The server was too slow. */
    TIMEOUT,
    /** The server said more than the bounds allow. */
    TOO_MUCH,
    /** What the server said was not the protocol, or out of step. */
    NOT_UNDERSTOOD
  }

  static MailboxServer notAsked(String address, Protocol protocol, Instant at) {
    return new MailboxServer(
        address,
        protocol,
        protocol.port(),
        at,
        Observed.unknown(Reason.of(Reason.Cause.NOT_ASKED, address + ":" + protocol.port(), "")));
  }
}
