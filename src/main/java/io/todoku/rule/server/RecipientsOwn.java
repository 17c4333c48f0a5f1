package io.todoku.rule.server;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Holdings;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.Dialogue;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a server accepts for a domain whose mail it takes, or may take, is no relaying. */
final class RecipientsOwn {

  private final Snapshot snapshot;
  private final List<String> addresses = new ArrayList<>();
  private final List<Reason> unseen = new ArrayList<>();

  private RecipientsOwn(Snapshot snapshot, String domain) {
    this.snapshot = snapshot;
    for (String host : hosts(domain)) {
      addresses.addAll(records(host, "A"));
      addresses.addAll(records(host, "AAAA"));
    }
  }

  /** Without any MX, the domain itself is the host (RFC 5321 section 5.1). */
  private List<String> hosts(String domain) {
    return switch (snapshot.lookup(domain, "MX").answer()) {
      case Known<DnsAnswer>(DnsAnswer answer) when answer.status() == Status.NODATA ->
          List.of(domain);
      case Unknown<DnsAnswer> _, Known<DnsAnswer> _ -> DnsLookup.exchanges(records(domain, "MX"));
    };
  }

  /**
   * Why the test with this recipient says nothing of the server; empty where it does. One that
   * accepts may be a second door to the recipient's mail, where the domain or another address that
   * takes its mail is the account's. Whose mail it is must be known either way.
   */
  static Optional<Reason> doubt(
      Snapshot snapshot, MailServer server, Dialogue dialogue, boolean accepted) {
    String domain = dialogue.recipientDomain();
    if (domain == null) {
      return Optional.empty();
    }
    if (accepted && isMailDomain(snapshot, domain)) {
      return Optional.of(choose(server, domain));
    }
    RecipientsOwn own = new RecipientsOwn(snapshot, domain);
    Optional<String> exchange =
        own.addresses.stream()
            .filter(a -> Network.same(a, server.address()) || (accepted && own.isHeld(a)))
            .findFirst();
    if (exchange.isPresent()) {
      return exchange.map(address -> choose(server, domain + " MX " + address));
    }
    return own.unseen.stream()
        .findFirst()
        .or(() -> Optional.ofNullable(accepted ? Holdings.unseen(snapshot) : null));
  }

  private static boolean isMailDomain(Snapshot snapshot, String domain) {
    return snapshot.account().mailDomains().stream()
        .anyMatch(own -> DnsLookup.canonical(own.name()).equals(DnsLookup.canonical(domain)));
  }

  private static Reason choose(MailServer server, String why) {
    return new Reason(
        Cause.NOT_CONFIGURED,
        server.address() + ":" + server.port(),
        why,
        "todoku.probe.relay-recipient");
  }

  private boolean isHeld(String address) {
    return Holdings.of(snapshot).stream().anyMatch(held -> Network.same(held, address));
  }

  private List<String> records(String name, String type) {
    return snapshot.lookup(name, type).records(unseen::add);
  }
}
