package io.todoku.snapshot;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the mail port of one address said.
 *
 * @param port TCP
 * @param dialogue what was said, or why nothing could be (not allowed, not reachable, own port 25
 *     blocked)
 */
public record MailServer(String address, int port, Instant at, Observed<Dialogue> dialogue) {

  /**
   * A whole bounded dialogue; no message is ever sent.
   *
   * @param listening false where the connection was refused by a reset: nothing listens
   * @param greeting the first reply's text, null where none came
   * @param extensions the EHLO keywords, as offered
   * @param attempts the relay forms that were tried, in order
   * @param recipientDomain of the relay test; null where none is configured
   * @param recipientDomainHasMx whether that domain was shown to take mail
   * @param ending how it ended
   * @param transcript every line sent and received, in order, bounded
   */
  public record Dialogue(
      boolean listening,
      @Nullable String greeting,
      List<String> extensions,
      List<RelayAttempt> attempts,
      @Nullable String recipientDomain,
      boolean recipientDomainHasMx,
      Ending ending,
      List<Line> transcript) {}

  /**
   * One offer of mail from a stranger to a third party, up to RCPT.
   *
   * @param mailReply the reply to MAIL, null where none came
   * @param rcptReply the reply to RCPT, null where it was not sent or not answered
   */
  public record RelayAttempt(
      Form form, String from, String to, @Nullable Reply mailReply, @Nullable Reply rcptReply) {}

  /** An SMTP reply: its three-digit code and its text, lines joined by line feeds. */
  public record Reply(int code, String text) {
    public boolean accepted() {
      return code == 250 || code == 251;
    }
  }

  /** How a recipient was written. */
  public enum Form {
    PLAIN,
    ROUTED,
    ODD_LOCAL_PART
  }

  /** How the dialogue ended. */
  public enum Ending {
    /** Every form was tried and QUIT sent. */
    COMPLETE,
    /** Nothing listens. */
    NOTHING_LISTENS,
    /** The server greeted with 554 or 421, or closed with 421 later. */
    TURNED_AWAY,
    /** The server dropped the connection. */
    DROPPED,
    /** The server was too slow. */
    TIMEOUT,
    /** The server said more than the bounds allow. */
    TOO_MUCH,
    /** What the server said was not SMTP. */
    NOT_SMTP
  }

  /** One line of the dialogue; {@code sent} by us or received. */
  public record Line(boolean sent, String text, Instant at) {}

  static MailServer notAsked(String address, Instant at) {
    return new MailServer(
        address, 25, at, Observed.unknown(Reason.of(Reason.Cause.NOT_ASKED, address + ":25", "")));
  }
}
