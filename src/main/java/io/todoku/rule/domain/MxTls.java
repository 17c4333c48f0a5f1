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
 * Whether an MX host has the TLS that an enforced policy promises (RFC 8461 section 4.2), as far as
 * its servers were talked to.
 */
final class MxTls {

  private MxTls() {}

  /** The servers that are seen to break the promise, as {@code host (address)}. */
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

  /** What was seen, where senders that heed the policy would turn away; empty where it is not. */
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
        && certificateCovers(own.names(), host)) {
      return List.of();
    }
    List<String> seen = new ArrayList<>();
    seen.add("names: " + String.join(", ", own.names()));
    seen.add("valid: " + own.notBefore() + " – " + own.notAfter());
    if (tls.distrust() != null) {
      seen.add("not trusted: " + tls.distrust());
    }
    return seen;
  }

  /** A wildcard is one label (RFC 8461 section 4.1). */
  private static boolean certificateCovers(List<String> certified, String host) {
    int dot = host.indexOf('.');
    return certified.stream()
        .map(DnsLookup::canonical)
        .anyMatch(name -> name.equals(host) || (dot > 0 && name.equals("*" + host.substring(dot))));
  }
}
