package io.todoku.collect.smtp;

import io.todoku.snapshot.FailureText;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.MailServer.Tls;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for STARTTLS (RFC 3207) and records the result. */
final class StartTlsProbe {

  private static final Logger log = LoggerFactory.getLogger(StartTlsProbe.class);

  private final MailConnection connection;
  private final String helo;
  private final Clock clock;
  private final CertificateReader.TrustedRoots roots;

  StartTlsProbe(
      MailConnection connection, String helo, Clock clock, CertificateReader.TrustedRoots roots) {
    this.connection = connection;
    this.helo = helo;
    this.clock = clock;
    this.roots = roots;
  }

  /**
   * Returns the result; a failed handshake is Known as a failure. Afterwards the connection is
   * encrypted, or cannot be used any more.
   *
   * @param serverName for SNI; none is sent if blank
   */
  Observed<Tls> start(String serverName) {
    TlsHandshake handshake = new TlsHandshake(serverName, clock);
    try {
      int code = connection.ask("STARTTLS").code();
      if (code != 220) {
        return Observed.known(failed("STARTTLS: " + code));
      }
      SSLSession session = connection.startTls(handshake);
      List<String> extensions =
          connection
              .ask("EHLO " + helo)
              .text()
              .lines()
              .skip(1)
              .map(line -> line.toUpperCase(Locale.ROOT))
              .toList();
      return Observed.known(
          new Tls(
              null,
              session.getProtocol(),
              session.getCipherSuite(),
              handshake.chain(),
              handshake.distrustReason(roots),
              extensions));
    } catch (DialogueEndedException ended) {
      return Observed.unknown(Reason.of(cause(ended.ending()), "STARTTLS", ""));
    } catch (SocketTimeoutException slow) {
      return Observed.unknown(Reason.of(ReasonKind.TIMEOUT, "STARTTLS", ""));
    } catch (GeneralSecurityException ours) {
      log.error("The trust store of this Java cannot be used to judge certificates", ours);
      return Observed.unknown(Reason.of(ReasonKind.INTERNAL_ERROR, "STARTTLS", ours.toString()));
    } catch (IOException refused) {
      return Observed.known(failed(MailConnection.printable(FailureText.of(refused))));
    }
  }

  private static ReasonKind cause(SmtpEnding ending) {
    return switch (ending) {
      case TIMEOUT -> ReasonKind.TIMEOUT;
      case NOT_SMTP, TOO_MUCH -> ReasonKind.MALFORMED;
      case COMPLETE, TURNED_AWAY, DROPPED, NOTHING_LISTENS -> ReasonKind.CUT_OFF;
    };
  }

  private static Tls failed(String reason) {
    return new Tls(reason, "", "", List.of(), null, List.of());
  }
}
