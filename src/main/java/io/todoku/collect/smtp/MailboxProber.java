package io.todoku.collect.smtp;

import io.todoku.snapshot.MailboxServer;
import io.todoku.snapshot.MailboxServer.MailboxDialogue;
import io.todoku.snapshot.MailboxServer.MailboxEnding;
import io.todoku.snapshot.MailboxServer.Protocol;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
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

/** Opens one connection to a port for fetching mail, asks what it can do, and leaves. */
@Component
public final class MailboxProber {

  private static final int MAX_GREETING = 2048;

  private final ProbeSettings settings;
  private final ProbeLimits limits;
  private final ProbeGuard guard;
  private final Clock clock;

  /**
   * @throws IllegalArgumentException where a setting is no port or range
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

  /** What this address says in the clear; never throws for what it does. */
  public MailboxServer probe(String address, Protocol protocol) {
    int port = settings.port(protocol);
    return new MailboxServer(
        address, protocol, port, clock.instant(), dialogue(address, protocol, port));
  }

  private Observed<MailboxDialogue> dialogue(String address, Protocol protocol, int port) {
    String source = address + ":" + port;
    if (!guard.allows(address)) {
      return Observed.unknown(
          new Reason(Cause.NOT_ALLOWED, source, "", "todoku.probe.allowed-networks"));
    }
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.ofLiteral(address), port),
          (int) limits.connect().toMillis());
      return Observed.known(
          runDialogue(new MailConnection(socket, limits, clock), clientFor(protocol)));
    } catch (SocketTimeoutException silent) {
      return Observed.unknown(
          Reason.of(Cause.TIMEOUT, source, limits.connect().toSeconds() + " s"));
    } catch (IOException failed) {
      String message = String.valueOf(failed.getMessage());
      return failed instanceof ConnectException && message.contains("refused")
          ? Observed.known(MailboxDialogue.CONNECTION_REFUSED)
          : Observed.unknown(Reason.of(Cause.UNREACHABLE, source, message));
    }
  }

  private static MailboxClient clientFor(Protocol protocol) {
    return switch (protocol) {
      case POP3 -> new Pop3Client();
      case IMAP -> new ImapClient();
    };
  }

  private static MailboxDialogue runDialogue(MailConnection wire, MailboxClient language) {
    @Nullable String greeting = null;
    @Nullable List<String> capabilities = null;
    MailboxEnding ending = MailboxEnding.COMPLETE;
    try {
      String line = wire.readLine();
      language.checkGreeting(line);
      greeting = MailConnection.printable(line, MAX_GREETING);
      capabilities = language.capabilities(wire);
      ending = quit(wire, language);
    } catch (DialogueEndedException ended) {
      ending = ending(ended);
    } catch (IOException broken) {
      ending = MailboxEnding.DROPPED;
    }
    return new MailboxDialogue(ending, greeting, capabilities, wire.transcript());
  }

  /** A wrong reply belongs to an earlier question; no reply says nothing, as many just close. */
  private static MailboxEnding quit(MailConnection wire, MailboxClient language) {
    try {
      return language.quit(wire) ? MailboxEnding.COMPLETE : MailboxEnding.NOT_UNDERSTOOD;
    } catch (DialogueEndedException ended) {
      MailboxEnding ending = ending(ended);
      return ending == MailboxEnding.NOT_UNDERSTOOD ? ending : MailboxEnding.COMPLETE;
    } catch (IOException gone) {
      return MailboxEnding.COMPLETE;
    }
  }

  private static MailboxEnding ending(DialogueEndedException ended) {
    return switch (ended.ending()) {
      case COMPLETE -> MailboxEnding.COMPLETE;
      case NOTHING_LISTENS -> MailboxEnding.NOTHING_LISTENS;
      case TURNED_AWAY -> MailboxEnding.TURNED_AWAY;
      case DROPPED -> MailboxEnding.DROPPED;
      case TIMEOUT -> MailboxEnding.TIMEOUT;
      case TOO_MUCH -> MailboxEnding.TOO_MUCH;
      case NOT_SMTP -> MailboxEnding.NOT_UNDERSTOOD;
    };
  }
}
