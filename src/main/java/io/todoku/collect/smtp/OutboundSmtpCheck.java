package io.todoku.collect.smtp;

import io.todoku.snapshot.Gap;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Distinguishes servers that do not answer from a block on outbound SMTP in our own network: AWS
 * and most access providers block port 25 until asked. The operator's own mail exchange serves as
 * the test.
 */
@Component
public final class OutboundSmtpCheck {

  private final SmtpProber prober;

  public OutboundSmtpCheck(SmtpProber prober) {
    this.prober = prober;
  }

  /**
   * Returns why no server answered, if our own network may be the cause.
   *
   * @param servers all that were probed
   * @param exchanges addresses of the operator's own mail exchange; may be empty
   * @return {@code BLOCKED} if the operator's exchange does not answer either, {@code
   *     NOT_CONFIGURED} if there is none to try; empty if any server, or the operator's exchange,
   *     answered
   */
  public Optional<Reason> blockedReason(List<MailServer> servers, List<String> exchanges) {
    boolean noneAnswered =
        servers.stream().anyMatch(OutboundSmtpCheck::isSilent)
            && servers.stream().noneMatch(s -> s.dialogue() instanceof Observed.Known);
    if (!noneAnswered) {
      return Optional.empty();
    }
    return switch (checkOutbound(exchanges)) {
      case Known<String> _ -> Optional.empty();
      case Unknown<String>(Reason reason) -> Optional.of(reason);
    };
  }

  /**
   * Checks whether our own network allows outbound SMTP.
   *
   * @param exchanges addresses of the operator's own mail exchange, tried one after another until
   *     one answers
   * @return the address that answered; Unknown with {@code BLOCKED} if none did, with {@code
   *     NOT_CONFIGURED} if there is none to try
   */
  public Observed<String> checkOutbound(List<String> exchanges) {
    List<String> own = exchanges.stream().filter(prober::isAllowed).toList();
    String source = Gap.OWN_PORT + prober.port();
    if (own.isEmpty()) {
      return Observed.unknown(
          new Reason(ReasonKind.NOT_CONFIGURED, source, "", "todoku.probe.relay-recipient"));
    }
    return own.stream()
        .filter(prober::isReachable)
        .findFirst()
        .map(Observed::known)
        .orElseGet(() ->
            Observed.unknown(
                new Reason(ReasonKind.BLOCKED, source, String.join(", ", own), "open-port")));
  }

  /** Whether no packet at all came back from this server. */
  static boolean isSilent(MailServer server) {
    return server.dialogue() instanceof Unknown<MailServer.SmtpDialogue>(Reason reason)
        && (reason.kind() == ReasonKind.TIMEOUT || reason.kind() == ReasonKind.UNREACHABLE);
  }

  /** Returns the same servers; those that did not answer have our own network as the reason. */
  public static List<MailServer> explainSilence(Reason reason, List<MailServer> servers) {
    if (reason.kind() != ReasonKind.BLOCKED) {
      return servers; // not proven, so each server keeps its own reason
    }
    return servers.stream()
        .map(s ->
            isSilent(s)
                ? new MailServer(s.address(), s.port(), s.at(), Observed.unknown(reason))
                : s)
        .toList();
  }
}
