package io.todoku.rule.server;

import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.MailServer.Certificate;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of a mail server: its MX hosts, its PTR, and its name in the reply to EHLO. */
final class MailServerNames {

  private final Snapshot snapshot;
  private final Set<String> mxHosts = new LinkedHashSet<>();
  private final Set<String> domains = new LinkedHashSet<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final List<Reason> failedLookups = new ArrayList<>();
  private @Nullable Reason failedMxLookup;

  private MailServerNames(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  static MailServerNames of(Snapshot snapshot, String address, SmtpDialogue dialogue) {
    MailServerNames server = new MailServerNames(snapshot);
    String type = address.contains(":") ? "AAAA" : "A";
    for (MailDomain domain : snapshot.account().mailDomains()) {
      server.records(domain.name(), "MX"); // notes a failure
      for (String host : snapshot.lookup(domain.name(), "MX").mailHosts()) {
        if (server.records(host, type).stream().anyMatch(a -> Network.sameAddress(a, address))) {
          server.mxHosts.add(host);
          server.domains.add(DnsLookup.canonical(domain.name()));
        }
      }
    }
    server.failedMxLookup = server.failedLookup();
    server.names.addAll(server.mxHosts);
    server.names.addAll(server.records(DnsLookup.reverseName(address), "PTR"));
    if (dialogue.ehlo() != null) {
      server.names.add(DnsLookup.canonical(dialogue.ehlo()));
    }
    return server;
  }

  /** The account's mail domains that the server takes mail for: their MX leads to it. */
  Set<String> domains() {
    return domains;
  }

  /**
   * The MX hosts of the account's mail domains that lead to the server; a domain without MX is its
   * own (RFC 5321 section 5.1).
   */
  Set<String> mxHosts() {
    return mxHosts;
  }

  Set<String> all() {
    return names;
  }

  /**
   * The names that a certificate lacks. Senders expect the MX host that they looked up (RFC 7672,
   * RFC 8461), so each of them has to be covered; of the names of a server that is no MX host, one.
   */
  List<String> missingIn(Certificate certificate) {
    List<String> uncovered =
        (mxHosts.isEmpty() ? names : mxHosts)
            .stream().filter(name -> !certificate.covers(name)).toList();
    return mxHosts.isEmpty() && uncovered.size() < names.size() ? List.of() : uncovered;
  }

  /** Why MX hosts may be missing; null where all were looked up. */
  @Nullable Reason failedMxLookup() {
    return failedMxLookup;
  }

  /** Why names may be missing; null where all were looked up. */
  @Nullable Reason failedLookup() {
    return failedLookups.isEmpty() ? null : failedLookups.getFirst();
  }

  private List<String> records(String name, String type) {
    return snapshot.lookup(name, type).recordsOrReport(failedLookups::add);
  }
}
