package io.todoku.rule.server;

import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.MailServer.Dialogue;
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
final class HostNames {

  private final Snapshot snapshot;
  private final Set<String> exchanges = new LinkedHashSet<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final List<Reason> unseen = new ArrayList<>();
  private @Nullable Reason unseenExchange;

  private HostNames(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  static HostNames of(Snapshot snapshot, String address, Dialogue dialogue) {
    HostNames found = new HostNames(snapshot);
    String type = address.contains(":") ? "AAAA" : "A";
    for (MailDomain domain : snapshot.account().mailDomains()) {
      for (String host : DnsLookup.exchanges(found.records(domain.name(), "MX"))) {
        if (found.records(host, type).stream().anyMatch(a -> Network.same(a, address))) {
          found.exchanges.add(host);
        }
      }
    }
    found.unseenExchange = found.unseen();
    found.names.addAll(found.exchanges);
    found.names.addAll(found.records(DnsLookup.reverseName(address), "PTR"));
    if (dialogue.ehlo() != null) {
      found.names.add(DnsLookup.canonical(dialogue.ehlo()));
    }
    return found;
  }

  /** Those of them that take the mail of a domain of the account. */
  Set<String> exchanges() {
    return exchanges;
  }

  Set<String> all() {
    return names;
  }

  /**
   * Those that a certificate may be for: senders look for the MX host by which they came (RFC 7672,
   * RFC 8461), and only a server without one may go by another name.
   */
  Set<String> certifiable() {
    return exchanges.isEmpty() ? names : exchanges;
  }

  /** What hid further MX hosts; null where all could be looked up. */
  @Nullable Reason unseenExchange() {
    return unseenExchange;
  }

  /** What hid further names; null where all could be looked up. */
  @Nullable Reason unseen() {
    return unseen.isEmpty() ? null : unseen.getFirst();
  }

  /** Whether names of a certificate are for this host: a wildcard is one label (RFC 6125 6.4.3). */
  static boolean covers(List<String> certified, String host) {
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
        unseen.add(reason);
        yield List.of();
      }
    };
  }
}
