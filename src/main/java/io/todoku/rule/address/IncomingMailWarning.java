package io.todoku.rule.address;

import io.todoku.rule.Remedy;
import io.todoku.rule.Text;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** Warns that changing the address of a name moves the incoming mail of domains that use it. */
final class IncomingMailWarning {

  private IncomingMailWarning() {}

  /**
   * The change, with a caution where the name is an MX host of the account's domains, or may be.
   */
  static Remedy addTo(Snapshot snapshot, String name, Remedy change) {
    return change.cautioning(warnings(snapshot, name));
  }

  private static List<Text> warnings(Snapshot snapshot, String name) {
    String host = DnsLookup.canonical(name);
    List<String> affected = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    List<Text> warnings = new ArrayList<>();
    for (MailDomain domain : snapshot.account().distinctDomains()) {
      switch (snapshot.lookup(domain.name(), "MX").answer()) {
        case Unknown<DnsAnswer> _ -> unknown.add(domain.name());
        case Known<DnsAnswer>(DnsAnswer answer) -> {
          if (DnsLookup.mxHosts(answer.records()).contains(host)) {
            affected.add(domain.name());
          } else if (answer.records().isEmpty()
              && DnsLookup.canonical(domain.name()).equals(host)) { // RFC 5321 section 5.1
            warnings.add(Text.of("ptr.do.mail-without-mx", name));
          }
        }
      }
    }
    if (!affected.isEmpty()) {
      warnings.addFirst(Text.of("ptr.do.mx", name, String.join(", ", affected)));
    } else if (!unknown.isEmpty()) {
      warnings.add(Text.of("ptr.do.mx-unseen", name, String.join(", ", unknown)));
    }
    return warnings;
  }
}
