package io.todoku.rule.limit;

import io.todoku.rule.SendLimitRequestTemplate;
import io.todoku.rule.Sender;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.stream.Collectors;

/** The request to remove email sending limitations, filled from the inventory. */
final class SendLimitRequestText {

  /** Stands for a name that only a person knows. */
  private static final String MAIL_HOST_NAME = "[EDIT: its reverse DNS name]";

  private SendLimitRequestText() {}

  static String of(Snapshot snapshot, String region, List<Sender> senders) {
    String domains =
        snapshot.account().mailDomains().stream()
            .map(MailDomain::name)
            .collect(Collectors.joining(", "));
    List<SendLimitRequestTemplate.AddressWithPtr> addresses =
        senders.stream()
            .filter(sender -> !sender.address().contains(":")) // the form takes Elastic IPs
            .map(sender ->
                new SendLimitRequestTemplate.AddressWithPtr(
                    sender.address(), name(snapshot, sender)))
            .toList();
    return SendLimitRequestTemplate.render(
        snapshot.account().id(),
        region,
        addresses,
        "These instances send transactional mail for "
            + (domains.isEmpty() ? "our domains" : domains));
  }

  /** The PTR name, or a placeholder where it has none of its own. */
  private static String name(Snapshot snapshot, Sender sender) {
    return snapshot.ptrLookup(sender.address()).answer() instanceof Known<DnsAnswer>(var answer)
        ? answer.records().stream()
            .filter(name -> !name.endsWith(".amazonaws.com"))
            .findFirst()
            .orElse(MAIL_HOST_NAME)
        : MAIL_HOST_NAME;
  }
}
