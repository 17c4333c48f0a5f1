package io.todoku.rule.limit;

import io.todoku.rule.SendLimitRequestTemplate;
import io.todoku.rule.Sender;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.stream.Collectors;

/** The request to remove email sending limitations, filled from the inventory. */
final class SendLimitRequestText {

  private SendLimitRequestText() {}

  static String of(Snapshot snapshot, String region, List<Sender> senders) {
    String domains =
        snapshot.account().mailDomains().stream()
            .map(MailDomain::name)
            .collect(Collectors.joining(", "));
    List<SendLimitRequestTemplate.AddressWithPtr> addresses =
        senders.stream()
            .filter(s -> !s.address().contains(":")) // the form takes Elastic IPs
            .map(s -> new SendLimitRequestTemplate.AddressWithPtr(s.address(), name(snapshot, s)))
            .toList();
    return SendLimitRequestTemplate.render(
        snapshot.account().id(),
        region,
        addresses,
        "These instances send transactional mail for "
            + (domains.isEmpty() ? "our domains" : domains));
  }

  private static String name(Snapshot snapshot, Sender sender) {
    DnsLookup ptr = snapshot.lookup(DnsLookup.reverseName(sender.address()), "PTR");
    return ptr.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
        ? answer.records().stream()
            .filter(n -> !n.endsWith(".amazonaws.com"))
            .findFirst()
            .orElse("MAIL-HOST-NAME")
        : "MAIL-HOST-NAME";
  }
}
