package io.todoku.collect.smtp;

import io.todoku.outbound.ProbeGuard;
import io.todoku.snapshot.FailureText;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Connects to a mail server, asks what it would do, and leaves without sending a message. Mail
 * domains that the server serves are asked about in further connections, one after the other.
 */
@Component
public final class SmtpProber {

  private static final String DOMAIN = "[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?";
  private static final String MAILBOX = "[A-Za-z0-9.+_=-]{1,64}@" + DOMAIN;

  /** The recipient if none is configured, in a domain that nobody can own (RFC 2606). */
  private static final String RESERVED_RECIPIENT = "relay-test@example.com";

  /**
   * Served domains asked about in one connection: three refusals each, because Postfix hangs up
   * after twenty errors, and a reset each, because Exim does after ten.
   */
  private static final int DOMAINS_PER_CONNECTION = 4;

  /** Served domains asked about; the rest is not, and the rules report it as not known. */
  static final int MAX_SERVED_DOMAINS = 20;

  private final ProbeSettings settings;
  private final ProbeLimits limits;
  private final ProbeGuard guard;
  private final Clock clock;
  private final Random random = new SecureRandom();

  /**
   * @throws IllegalArgumentException if a setting is not a name, mailbox or CIDR range
   */
  @Autowired
  public SmtpProber(ProbeSettings settings, Clock clock) {
    this(settings, clock, ProbeLimits.DEFAULT);
  }

  SmtpProber(ProbeSettings settings, Clock clock, ProbeLimits limits) {
    String recipient = settings.relayRecipient();
    if (recipient != null && !recipient.isBlank() && !recipient.matches(MAILBOX)) {
      throw new IllegalArgumentException(
          "todoku.probe.relay-recipient: \""
              + recipient
              + "\" is not a mailbox such as a@b.example");
    }
    if (!settings.ehlo().matches(DOMAIN)) {
      throw new IllegalArgumentException(
          "todoku.probe.helo: \"" + settings.ehlo() + "\" is not a name");
    }
    settings.checkPorts();
    this.settings = settings;
    this.limits = limits;
    this.guard = new ProbeGuard(settings.allowedNetworks());
    this.clock = clock;
  }

  /**
   * Probes the server at this address on the SMTP port. Failures of the server are part of the
   * result and are never thrown.
   *
   * @param recipientDomainHasMx whether a mail exchange of the configured recipient's domain was
   *     found
   */
  public MailServer probe(ProbeTarget target, boolean recipientDomainHasMx) {
    Instant at = clock.instant();
    return new MailServer(
        target.address(), settings.port(), at, dialogue(target, recipientDomainHasMx));
  }

  /** Returns the SMTP port. */
  int port() {
    return settings.port();
  }

  /** Whether this address may be probed. */
  boolean isAllowed(String address) {
    return guard.allows(address);
  }

  /**
   * Whether any packet comes back from the SMTP port of this address, whether it is open or closed.
   */
  boolean isReachable(String address) {
    if (!guard.allows(address)) {
      return false;
    }
    try (Socket socket = new Socket()) {
      connect(socket, address);
      return true;
    } catch (IOException e) {
      return isRefusal(e);
    }
  }

  private void connect(Socket socket, String address) throws IOException {
    socket.connect(
        new InetSocketAddress(InetAddress.ofLiteral(address), settings.port()),
        (int) limits.connect().toMillis());
  }

  private static boolean isRefusal(IOException e) {
    return e instanceof ConnectException && String.valueOf(e.getMessage()).contains("refused");
  }

  private Observed<SmtpDialogue> dialogue(ProbeTarget target, boolean hasMx) {
    String address = target.address();
    String source = address + ":" + settings.port();
    if (!guard.allows(address)) {
      return Observed.unknown(guard.refusal(address, source));
    }
    SmtpDialogue first;
    try (Socket socket = new Socket()) {
      connect(socket, address);
      String literal = address.contains(":") ? "IPv6:" + address : address;
      String name = target.ownName().matches(DOMAIN) ? target.ownName() : "";
      String recipient = recipient();
      boolean configured =
          settings.relayRecipient() != null && !settings.relayRecipient().isBlank();
      first =
          conversation(socket)
              .run(
                  announcedName ->
                      RelayForms.of(
                          recipient,
                          stranger(),
                          name.isEmpty() ? "[" + literal + "]" : name,
                          "[" + literal + "]",
                          announcedName),
                  configured ? recipient.substring(recipient.lastIndexOf('@') + 1) : null,
                  configured && hasMx,
                  nonexistentName(),
                  name,
                  target.servedDomains());
    } catch (ConnectException failed) {
      return isRefusal(failed)
          ? Observed.known(SmtpDialogue.CONNECTION_REFUSED)
          : Observed.unknown(Reason.of(ReasonKind.UNREACHABLE, source, FailureText.of(failed)));
    } catch (SocketTimeoutException timeout) {
      return Observed.unknown(
          Reason.of(ReasonKind.TIMEOUT, source, limits.connect().toSeconds() + " s"));
    } catch (IOException e) {
      return Observed.unknown(Reason.of(ReasonKind.UNREACHABLE, source, FailureText.of(e)));
    }
    return Observed.known(withServedDomains(first, target));
  }

  /**
   * Adds what the server answers about the mail domains that it serves, as long as each connection
   * goes well.
   */
  private SmtpDialogue withServedDomains(SmtpDialogue first, ProbeTarget target) {
    List<String> domains =
        target.servedDomains().stream()
            .filter(domain -> domain.matches(DOMAIN))
            .distinct()
            .limit(MAX_SERVED_DOMAINS)
            .toList();
    SmtpDialogue dialogue = first;
    for (int from = 0;
        from < domains.size() && dialogue.ending() == SmtpEnding.COMPLETE;
        from += DOMAINS_PER_CONNECTION) {
      dialogue =
          askAbout(
                  domains.subList(from, Math.min(domains.size(), from + DOMAINS_PER_CONNECTION)),
                  target.address())
              .addTo(dialogue);
    }
    return dialogue;
  }

  private SmtpConversation.ServedDomainsDialogue askAbout(List<String> domains, String address) {
    try (Socket socket = new Socket()) {
      connect(socket, address);
      return conversation(socket)
          .runForServedDomains(
              RelayForms.ofServedDomains(recipient(), stranger(), domains),
              domains.stream().map(domain -> nonexistentName() + "@" + domain).toList());
    } catch (IOException notAgain) {
      return new SmtpConversation.ServedDomainsDialogue(
          List.of(), List.of(), SmtpEnding.DROPPED, List.of());
    }
  }

  private SmtpConversation conversation(Socket socket) throws IOException {
    return new SmtpConversation(
        new MailConnection(socket, limits, clock), settings.ehlo(), limits, clock);
  }

  private String recipient() {
    String configured = settings.relayRecipient();
    return configured == null || configured.isBlank() ? RESERVED_RECIPIENT : configured;
  }

  private String stranger() {
    return "todoku-probe@" + settings.ehlo();
  }

  /** Returns a local part that nobody has. */
  private String nonexistentName() {
    return "todoku-%08x".formatted(random.nextInt());
  }
}
