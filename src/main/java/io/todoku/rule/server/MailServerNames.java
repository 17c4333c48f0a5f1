package io.todoku.rule.server;

import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names under which a mail server is known: its MX hosts, its PTR, and what it calls itself.
 */
final class MailServerNames {

  private final Snapshot snapshot;
  private final Set<String> mxHosts = new LinkedHashSet<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final List<Reason> failedLookup = new ArrayList<>();
  private @Nullable Reason failedMxLookup;

  private MailServerNames(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  static MailServerNames of(Snapshot snapshot, String address, SmtpDialogue dialogue) {
    MailServerNames found = new MailServerNames(snapshot);
    String type = address.contains(":") ? "AAAA" : "A";
    for (MailDomain domain : snapshot.account().mailDomains()) {
      for (String host : DnsLookup.mxHosts(found.records(domain.name(), "MX"))) {
        if (found.records(host, type).stream().anyMatch(a -> Network.sameAddress(a, address))) {
          found.mxHosts.add(host);
        }
      }
    }
    found.failedMxLookup = found.failedLookup();
    found.names.addAll(found.mxHosts);
    found.names.addAll(found.records(DnsLookup.reverseName(address), "PTR"));
    if (dialogue.ehlo() != null) {
      found.names.add(DnsLookup.canonical(dialogue.ehlo()));
    }
    return found;
  }

  /** Those of them that take the mail of a domain of the account. */
  Set<String> mxHosts() {
    return mxHosts;
  }

  Set<String> all() {
    return names;
  }

  /**
   * Those that a certificate may be for: senders look for the MX host by which they came (RFC 7672,
   * RFC 8461), and only a server without one may go by another name.
   */
  Set<String> expectedInCertificate() {
    return mxHosts.isEmpty() ? names : mxHosts;
  }

  /** What hid further MX hosts; null where all could be looked up. */
  @Nullable Reason failedMxLookup() {
    return failedMxLookup;
  }

  /** What hid further names; null where all could be looked up. */
  @Nullable Reason failedLookup() {
    return failedLookup.isEmpty() ? null : failedLookup.getFirst();
  }

  /** Whether names of a certificate are for this host: a wildcard is one label (RFC 6125 6.4.3). */
  static boolean certificateCovers(List<String> certified, String host) {
    return certified.stream()
        .map(DnsLookup::canonical)
        .anyMatch(name ->
            name.equals(host)
                || (name.startsWith("*.")
                    && host.indexOf('.') > 0
                    && host.substring(host.indexOf('.')).equals(name.substring(1))));
  }

  private List<String> records(String name, String type) {
    return switch (snapshot.lookup(name, type).answer()) {
      case Known<DnsAnswer>(DnsAnswer answer) -> answer.records();
      case Unknown<DnsAnswer>(Reason reason) -> {
        failedLookup.add(reason);
        yield List.of();
      }
    };
  }
}
