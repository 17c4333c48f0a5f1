package io.todoku.rule.server;

import io.todoku.snapshot.AccountAddresses;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.SmtpDialogue;
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
final class RelayTestRecipient {

  private final Snapshot snapshot;
  private final List<String> addresses = new ArrayList<>();
  private final List<Reason> failedLookups = new ArrayList<>();

  private RelayTestRecipient(Snapshot snapshot, String domain) {
    this.snapshot = snapshot;
    for (String host : mxHosts(domain)) {
      addresses.addAll(records(host, "A"));
      addresses.addAll(records(host, "AAAA"));
    }
  }

  /** Without any MX, the domain itself is the host (RFC 5321 section 5.1). */
  private List<String> mxHosts(String domain) {
    return switch (snapshot.lookup(domain, "MX").answer()) {
      case Known<DnsAnswer>(DnsAnswer answer) when answer.status() == Status.NODATA ->
          List.of(domain);
      case Unknown<DnsAnswer> _, Known<DnsAnswer> _ -> DnsLookup.mxHosts(records(domain, "MX"));
    };
  }

  /**
   * Why the test with this recipient says nothing of the server; empty where it does. One that
   * accepts may be a second door to the recipient's mail, where the domain or another address that
   * takes its mail is the account's. Whose mail it is must be known either way.
   */
  static Optional<Reason> inconclusiveReason(
      Snapshot snapshot, MailServer server, SmtpDialogue dialogue, boolean accepted) {
    String domain = dialogue.recipientDomain();
    if (domain == null) {
      return Optional.empty();
    }
    if (accepted && isMailDomain(snapshot, domain)) {
      return Optional.of(chooseOtherRecipient(server, domain));
    }
    RelayTestRecipient own = new RelayTestRecipient(snapshot, domain);
    Optional<String> exchange =
        own.addresses.stream()
            .filter(a ->
                Network.sameAddress(a, server.address()) || (accepted && own.isHeldByAccount(a)))
            .findFirst();
    if (exchange.isPresent()) {
      return exchange.map(address -> chooseOtherRecipient(server, domain + " MX " + address));
    }
    return own.failedLookups.stream()
        .findFirst()
        .or(() ->
            Optional.ofNullable(accepted ? AccountAddresses.incompleteReason(snapshot) : null));
  }

  private static boolean isMailDomain(Snapshot snapshot, String domain) {
    return snapshot.account().mailDomains().stream()
        .anyMatch(own -> DnsLookup.canonical(own.name()).equals(DnsLookup.canonical(domain)));
  }

  private static Reason chooseOtherRecipient(MailServer server, String why) {
    return new Reason(
        Cause.NOT_CONFIGURED,
        server.address() + ":" + server.port(),
        why,
        "todoku.probe.relay-recipient");
  }

  private boolean isHeldByAccount(String address) {
    return AccountAddresses.of(snapshot).stream()
        .anyMatch(held -> Network.sameAddress(held, address));
  }

  private List<String> records(String name, String type) {
    return snapshot.lookup(name, type).recordsOrReport(failedLookups::add);
  }
}
