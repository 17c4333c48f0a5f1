package io.todoku.rule.limit;

import io.todoku.rule.Sender;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The request to remove email sending limitations, as the form of AWS Support asks for it: in
 * English, filled from the inventory.
 */
final class RequestText {

  private RequestText() {}

  static String of(Snapshot snapshot, String region, List<Sender> senders) {
    String domains =
        snapshot.account().mailDomains().stream()
            .map(MailDomain::name)
            .collect(Collectors.joining(", "));
    String addresses =
        senders.stream()
            .filter(s -> !s.address().contains(":")) // the form takes Elastic IPs
            .map(s -> line(snapshot, s))
            .collect(Collectors.joining("\n"));
    return """
    Request to Remove Email Sending Limitations
    Account: %s
    Region: %s
    Elastic IP addresses and reverse DNS records:
    %s
    Use case description:
      These instances send transactional mail for %s:
      [EDIT: what is sent, such as replies to enquiry forms].
      Recipients are [EDIT: who, and how they came to be written to].
      We send [EDIT: how many] messages a day, and no unsolicited mail.
      Bounces and complaints are handled by [EDIT: whom, and how].
    """
        .formatted(
            snapshot.account().id(),
            region,
            addresses.isEmpty() ? "  [EDIT: the addresses that mail leaves from]" : addresses,
            domains.isEmpty() ? "our domains" : domains);
  }

  private static String line(Snapshot snapshot, Sender sender) {
    DnsLookup ptr = snapshot.lookup(DnsLookup.reverseName(sender.address()), "PTR");
    String name =
        ptr.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
            ? answer.records().stream()
                .filter(n -> !n.endsWith(".amazonaws.com"))
                .findFirst()
                .orElse("MAIL-HOST-NAME")
            : "MAIL-HOST-NAME";
    return "  " + sender.address() + "  " + name;
  }
}
