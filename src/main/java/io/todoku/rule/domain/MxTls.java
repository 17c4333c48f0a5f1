package io.todoku.rule.domain;

import io.todoku.rule.Evidence;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.Certificate;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.Tls;
import io.todoku.snapshot.Observed.Known;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds MX hosts without the TLS that an enforced policy requires (RFC 8461 section 4.2), among
 * those that were probed.
 */
final class MxTls {

  private MxTls() {}

  /** The servers that senders who follow the policy would refuse, as {@code host (address)}. */
  static List<String> findBroken(MailDomainContext mail, String host) {
    List<String> broken = new ArrayList<>();
    for (String type : List.of("A", "AAAA")) {
      DnsLookup lookup = mail.snapshot().lookup(host, type);
      if (lookup.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)) {
        for (String address : answer.records()) {
          MailServer server = mail.snapshot().mailServer(address);
          if (server.dialogue() instanceof Known<SmtpDialogue>(SmtpDialogue dialogue)) {
            List<String> wrong = problems(dialogue, host, mail.snapshot().judgedAt());
            if (!wrong.isEmpty()) {
              mail.lookup(host, type);
              mail.addEvidence(Evidence.smtp(address + ":25", wrong, server.at()));
              broken.add(host + " (" + address + ")");
            }
          }
        }
      }
    }
    return broken;
  }

  /**
   * Evidence that senders who follow the policy would refuse the server; empty where it is fine.
   */
  private static List<String> problems(SmtpDialogue dialogue, String host, Instant now) {
    if (dialogue.ehlo() != null && !dialogue.extensions().contains("STARTTLS")) {
      return List.of("EHLO: " + String.join(", ", dialogue.extensions()));
    }
    if (!(dialogue.tls() instanceof Known<Tls>(Tls tls))
        || tls.failure() != null
        || tls.chain().isEmpty()) {
      return List.of();
    }
    Certificate own = tls.chain().getFirst();
    if (tls.distrust() == null
        && !own.notAfter().isBefore(now)
        && !own.notBefore().isAfter(now)
        && own.covers(host)) {
      return List.of();
    }
    List<String> evidence = new ArrayList<>();
    evidence.add("names: " + String.join(", ", own.names()));
    evidence.add("valid: " + own.notBefore() + " – " + own.notAfter());
    if (tls.distrust() != null) {
      evidence.add("not trusted: " + tls.distrust());
    }
    return evidence;
  }
}
