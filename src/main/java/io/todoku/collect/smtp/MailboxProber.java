package io.todoku.collect.smtp;

import io.todoku.outbound.ProbeGuard;
import io.todoku.snapshot.FailureText;
import io.todoku.snapshot.MailboxServer;
import io.todoku.snapshot.MailboxServer.MailboxDialogue;
import io.todoku.snapshot.MailboxServer.MailboxEnding;
import io.todoku.snapshot.MailboxServer.Protocol;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Opens one connection to a POP3 or IMAP port, asks for its capabilities and tests STARTTLS, and
 * closes it.
 */
@Component
public final class MailboxProber {

  private static final int MAX_GREETING = 2048;

  private final ProbeSettings settings;
  private final ProbeLimits limits;
  private final ProbeGuard guard;
  private final Clock clock;

  /**
   * @throws IllegalArgumentException if a setting is not a port or a CIDR range
   */
  @Autowired
  public MailboxProber(ProbeSettings settings, Clock clock) {
    this(settings, clock, ProbeLimits.MAILBOX);
  }

  MailboxProber(ProbeSettings settings, Clock clock, ProbeLimits limits) {
    settings.checkPorts();
    this.settings = settings;
    this.limits = limits;
    this.guard = new ProbeGuard(settings.allowedNetworks());
    this.clock = clock;
  }

  /**
   * Probes this address in clear text. Failures of the server are part of the result and are never
   * thrown.
   */
  public MailboxServer probe(String address, Protocol protocol) {
    int port = settings.port(protocol);
    return new MailboxServer(
        address, protocol, port, clock.instant(), dialogue(address, protocol, port));
  }

  private Observed<MailboxDialogue> dialogue(String address, Protocol protocol, int port) {
    String source = address + ":" + port;
    if (!guard.allows(address)) {
      return Observed.unknown(guard.refusal(address, source));
    }
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.ofLiteral(address), port),
          (int) limits.connect().toMillis());
      return Observed.known(
          runDialogue(new MailConnection(socket, limits, clock), clientFor(protocol)));
    } catch (SocketTimeoutException timeout) {
      return Observed.unknown(
          Reason.of(ReasonKind.TIMEOUT, source, limits.connect().toSeconds() + " s"));
    } catch (IOException failed) {
      String message = FailureText.of(failed);
      return failed instanceof ConnectException && message.contains("refused")
          ? Observed.known(MailboxDialogue.CONNECTION_REFUSED)
          : Observed.unknown(Reason.of(ReasonKind.UNREACHABLE, source, message));
    }
  }

  static MailboxClient clientFor(Protocol protocol) {
    return switch (protocol) {
      case POP3 -> new Pop3Client();
      case IMAP -> new ImapClient();
    };
  }

  static MailboxDialogue runDialogue(MailConnection connection, MailboxClient client) {
    @Nullable String greeting = null;
    @Nullable List<String> capabilities = null;
    MailboxEnding ending = MailboxEnding.COMPLETE;
    try {
      String line = connection.readLine();
      client.checkGreeting(line);
      greeting = MailConnection.printable(line, MAX_GREETING);
      capabilities = client.capabilities(connection);
      ending = quit(connection, client);
    } catch (DialogueEndedException ended) {
      ending = MailboxEnding.of(ended.ending());
    } catch (IOException broken) {
      ending = MailboxEnding.DROPPED;
    }
    return new MailboxDialogue(ending, greeting, capabilities, connection.transcript());
  }

  /**
   * Ends the session. A wrong reply belongs to an earlier command; no reply proves nothing, because
   * many servers just close.
   */
  private static MailboxEnding quit(MailConnection connection, MailboxClient client) {
    try {
      return client.quit(connection) ? MailboxEnding.COMPLETE : MailboxEnding.NOT_UNDERSTOOD;
    } catch (DialogueEndedException ended) {
      MailboxEnding ending = MailboxEnding.of(ended.ending());
      return ending == MailboxEnding.NOT_UNDERSTOOD ? ending : MailboxEnding.COMPLETE;
    } catch (IOException closed) {
      return MailboxEnding.COMPLETE;
    }
  }
}
