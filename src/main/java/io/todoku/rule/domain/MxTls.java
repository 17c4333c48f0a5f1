package io.todoku.rule.domain;

import io.todoku.rule.Evidence;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.Certificate;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.Tls;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the MX hosts of a domain have the TLS that an enforced policy requires (RFC 8461 section
 * 4.2). Hosts at addresses of others are not probed and not judged.
 */
final class MxTls {

  private static final Set<String> SECURE_PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");

  private final MailDomainContext context;
  private final HeldAddresses held;
  private final List<String> broken = new ArrayList<>();
  private final List<String> unanswered = new ArrayList<>();
  private final List<Reason> reasons = new ArrayList<>();

  /**
   * @param held the addresses of the account itself, whose servers are probed
   */
  MxTls(MailDomainContext mail, HeldAddresses held) {
    this.context = mail;
    this.held = held;
  }

  /** Examines every address of a host. */
  void examine(String host) {
    for (String type : List.of("A", "AAAA")) {
      DnsLookup lookup = context.lookup(host, type);
      int before = reasons.size();
      List<String> addresses = lookup.recordsOrReport(reasons::add);
      if (reasons.size() > before) {
        unanswered.add(host);
      }
      addresses.forEach(address -> examine(host, address));
    }
  }

  /** The servers that senders who follow the policy would refuse, as {@code host (address)}. */
  List<String> broken() {
    return List.copyOf(broken);
  }

  /** The servers of which that could not be found out. */
  List<String> unanswered() {
    return unanswered.stream().distinct().toList();
  }

  /** Why the first of them is not known. */
  Reason firstReason() {
    return reasons.getFirst();
  }

  private void examine(String host, String address) {
    MailServer server = context.snapshot().mailServer(address);
    switch (server.dialogue()) {
      case Unknown<SmtpDialogue>(Reason reason) -> {
        if (held.contains(address)) {
          addUnanswered(host, address, reason);
        } else if (held.incompleteReason() != null) {
          addUnanswered(host, address, held.incompleteReason());
        }
      }
      case Known<SmtpDialogue>(SmtpDialogue dialogue) -> {
        Reason reason = unknownReason(dialogue, address);
        List<String> problems = reason == null ? problems(dialogue, host) : List.of();
        if (reason != null) {
          addUnanswered(host, address, reason);
        } else if (!problems.isEmpty()) {
          context.addEvidence(Evidence.smtp(address + ":25", problems, server.at()));
          broken.add(host + " (" + address + ")");
        }
      }
    }
  }

  private void addUnanswered(String host, String address, Reason reason) {
    unanswered.add(host + " (" + address + ")");
    reasons.add(reason);
  }

  /** Why the dialogue shows nothing of TLS; null where it shows it. */
  private static @Nullable Reason unknownReason(SmtpDialogue dialogue, String address) {
    if (dialogue.ehlo() == null) {
      return Reason.of(dialogue.ending().cause(), address + ":25", dialogue.ending().name());
    }
    if (!dialogue.extensions().contains("STARTTLS")) {
      return null;
    }
    return switch (dialogue.tls()) {
      case Unknown<Tls>(Reason reason) -> reason;
      case Known<Tls>(Tls tls) ->
          tls.failure() == null && tls.chain().isEmpty()
              ? Reason.of(ReasonKind.INCONCLUSIVE, address + ":25 STARTTLS", tls.protocol())
              : null;
    };
  }

  /**
   * Evidence that senders who follow the policy would refuse the server; empty where it is fine.
   */
  private List<String> problems(SmtpDialogue dialogue, String host) {
    if (!(dialogue.tls() instanceof Known<Tls>(Tls tls))
        || !dialogue.extensions().contains("STARTTLS")) {
      return List.of("EHLO: " + String.join(", ", dialogue.extensions()));
    }
    if (tls.failure() != null) {
      return List.of("STARTTLS: " + tls.failure());
    }
    List<String> evidence = new ArrayList<>();
    if (!SECURE_PROTOCOLS.contains(tls.protocol())) {
      evidence.add("STARTTLS: " + tls.protocol());
    }
    Certificate own = tls.chain().getFirst();
    boolean valid =
        !own.notAfter().isBefore(context.snapshot().judgedAt())
            && !own.notBefore().isAfter(context.snapshot().judgedAt());
    if (tls.distrust() != null || !valid || !own.covers(host)) {
      evidence.add("names: " + String.join(", ", own.names()));
      evidence.add("valid: " + own.notBefore() + " – " + own.notAfter());
    }
    if (tls.distrust() != null) {
      evidence.add("not trusted: " + tls.distrust());
    }
    return evidence;
  }
}
