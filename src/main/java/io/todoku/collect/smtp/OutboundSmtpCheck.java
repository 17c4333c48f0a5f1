package io.todoku.collect.smtp;

import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Tells servers that are silent from a network of our own that lets no mail out: AWS and most
 * access providers block outbound port 25 until asked. The operator's own mail exchange serves as
 * the test.
 */
@Component
public final class OutboundSmtpCheck {

  private final SmtpProber prober;

  public OutboundSmtpCheck(SmtpProber prober) {
    this.prober = prober;
  }

  /**
   * Why no server answered, where the fault may be ours.
   *
   * @param servers all that were asked
   * @param exchanges addresses of the operator's own mail exchange; may be empty
   * @return {@code BLOCKED} where the own exchange is silent too, {@code NOT_CONFIGURED} where
   *     there is none to try; empty where any server, or the own exchange, answered
   */
  public Optional<Reason> blockedReason(List<MailServer> servers, List<String> exchanges) {
    boolean silence =
        servers.stream().anyMatch(OutboundSmtpCheck::isSilent)
            && servers.stream().noneMatch(s -> s.dialogue() instanceof Observed.Known);
    if (!silence) {
      return Optional.empty();
    }
    return switch (checkOutbound(exchanges)) {
      case Known<String> _ -> Optional.empty();
      case Unknown<String>(Reason reason) -> Optional.of(reason);
    };
  }

  /**
   * Whether mail gets out of our own network.
   *
   * @param exchanges addresses of the operator's own mail exchange, asked one after another until
   *     one answers
   * @return the one that answered; Unknown {@code BLOCKED} where all were silent, {@code
   *     NOT_CONFIGURED} where there is none to try
   */
  public Observed<String> checkOutbound(List<String> exchanges) {
    List<String> own = exchanges.stream().filter(prober::isAllowed).toList();
    String source = "TCP port " + prober.port();
    if (own.isEmpty()) {
      return Observed.unknown(
          new Reason(Cause.NOT_CONFIGURED, source, "", "todoku.probe.relay-recipient"));
    }
    return own.stream()
        .filter(prober::isReachable)
        .findFirst()
        .map(Observed::known)
        .orElseGet(() ->
            Observed.unknown(
                new Reason(Cause.BLOCKED, source, String.join(", ", own), "open-port")));
  }

  /** Whether nothing at all came back from this server. */
  static boolean isSilent(MailServer server) {
    return server.dialogue() instanceof Unknown<MailServer.SmtpDialogue>(Reason reason)
        && (reason.cause() == Cause.TIMEOUT || reason.cause() == Cause.UNREACHABLE);
  }

  /** The same servers, where those that were silent say that it was our own network. */
  public static List<MailServer> explainSilence(Reason reason, List<MailServer> servers) {
    if (reason.cause() != Cause.BLOCKED) {
      return servers; // a suspicion explains nothing
    }
    return servers.stream()
        .map(s ->
            isSilent(s)
                ? new MailServer(s.address(), s.port(), s.at(), Observed.unknown(reason))
                : s)
        .toList();
  }
}
