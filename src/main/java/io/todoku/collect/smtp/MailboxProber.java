package io.todoku.collect.smtp;

import io.todoku.snapshot.Mailbox;
import io.todoku.snapshot.Mailbox.Dialogue;
import io.todoku.snapshot.Mailbox.Ending;
import io.todoku.snapshot.Mailbox.Protocol;
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
  public Mailbox probe(String address, Protocol protocol) {
    int port = settings.port(protocol);
    return new Mailbox(address, protocol, port, clock.instant(), dialogue(address, protocol, port));
  }

  private Observed<Dialogue> dialogue(String address, Protocol protocol, int port) {
    String source = address + ":" + port;
    if (!guard.allows(address)) {
      return Observed.unknown(
          new Reason(Cause.NOT_ALLOWED, source, "", "todoku.probe.allowed-networks"));
    }
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.ofLiteral(address), port),
          (int) limits.connect().toMillis());
      return Observed.known(hold(new Wire(socket, limits, clock), language(protocol)));
    } catch (SocketTimeoutException silent) {
      return Observed.unknown(
          Reason.of(Cause.TIMEOUT, source, limits.connect().toSeconds() + " s"));
    } catch (IOException failed) {
      String message = String.valueOf(failed.getMessage());
      return failed instanceof ConnectException && message.contains("refused")
          ? Observed.known(Dialogue.NOTHING)
          : Observed.unknown(Reason.of(Cause.UNREACHABLE, source, message));
    }
  }

  private static MailboxLanguage language(Protocol protocol) {
    return switch (protocol) {
      case POP3 -> new Pop3();
      case IMAP -> new Imap();
    };
  }

  private static Dialogue hold(Wire wire, MailboxLanguage language) {
    @Nullable String greeting = null;
    @Nullable List<String> capabilities = null;
    Ending ending = Ending.COMPLETE;
    try {
      String line = wire.line();
      language.greeted(line);
      greeting = Wire.printable(line, MAX_GREETING);
      capabilities = language.capabilities(wire);
      ending = leave(wire, language);
    } catch (EndedException ended) {
      ending = ending(ended);
    } catch (IOException broken) {
      ending = Ending.DROPPED;
    }
    return new Dialogue(ending, greeting, capabilities, wire.transcript());
  }

  /** A wrong reply belongs to an earlier question; no reply says nothing, as many just close. */
  private static Ending leave(Wire wire, MailboxLanguage language) {
    try {
      return language.leave(wire) ? Ending.COMPLETE : Ending.NOT_UNDERSTOOD;
    } catch (EndedException ended) {
      Ending ending = ending(ended);
      return ending == Ending.NOT_UNDERSTOOD ? ending : Ending.COMPLETE;
    } catch (IOException gone) {
      return Ending.COMPLETE;
    }
  }

  private static Ending ending(EndedException ended) {
    return switch (ended.ending()) {
      case COMPLETE -> Ending.COMPLETE;
      case NOTHING_LISTENS -> Ending.NOTHING_LISTENS;
      case TURNED_AWAY -> Ending.TURNED_AWAY;
      case DROPPED -> Ending.DROPPED;
      case TIMEOUT -> Ending.TIMEOUT;
      case TOO_MUCH -> Ending.TOO_MUCH;
      case NOT_SMTP -> Ending.NOT_UNDERSTOOD;
    };
  }
}
