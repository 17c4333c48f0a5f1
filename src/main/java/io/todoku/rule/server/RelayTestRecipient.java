package io.todoku.rule.server;

import io.todoku.snapshot.AccountAddresses;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks that the recipient of the relay test is suitable: a server that accepts mail for a domain
 * that it serves does not relay.
 */
final class RelayTestRecipient {

  private final Snapshot snapshot;
  private final List<String> addresses = new ArrayList<>();
  private final List<Reason> failedLookups = new ArrayList<>();

  private RelayTestRecipient(Snapshot snapshot, String domain) {
    this.snapshot = snapshot;
    DnsLookup mx = snapshot.lookup(domain, "MX");
    mx.recordsOrReport(failedLookups::add);
    for (String host : mx.mailHosts()) {
      addresses.addAll(records(host, "A"));
      addresses.addAll(records(host, "AAAA"));
    }
  }

  /**
   * Why the test with this recipient proves nothing about the server; empty where it does. A server
   * that accepts the recipient may do so as one more MX host of its domain, if the domain or
   * another of its MX addresses belongs to the account.
   *
   * @param accepted whether the server accepted the recipient in any form
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
    RelayTestRecipient recipient = new RelayTestRecipient(snapshot, domain);
    Optional<String> exchange =
        recipient.addresses.stream()
            .filter(a ->
                Network.sameAddress(a, server.address())
                    || (accepted && recipient.isHeldByAccount(a)))
            .findFirst();
    if (exchange.isPresent()) {
      return exchange.map(address -> chooseOtherRecipient(server, domain + " MX " + address));
    }
    return recipient.failedLookups.stream()
        .findFirst()
        .or(() ->
            Optional.ofNullable(accepted ? AccountAddresses.incompleteReason(snapshot) : null));
  }

  private static boolean isMailDomain(Snapshot snapshot, String domain) {
    return snapshot.account().mailDomains().stream()
        .anyMatch(own -> DnsLookup.canonical(own.name()).equals(DnsLookup.canonical(domain)));
  }

  private static Reason chooseOtherRecipient(MailServer server, String conflict) {
    return new Reason(
        ReasonKind.NOT_CONFIGURED,
        SmtpServers.hostAndPort(server),
        conflict,
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
