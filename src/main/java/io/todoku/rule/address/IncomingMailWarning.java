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

/** What a change of the address of a name does to the mail that comes in. */
final class IncomingMailWarning {

  private IncomingMailWarning() {}

  /** The remedy, with a warning before it where the account's mail comes in by the name. */
  static Remedy prependTo(Snapshot snapshot, String name, Remedy change) {
    return new Remedy(warnings(snapshot, name), List.of()).then(change);
  }

  private static List<Text> warnings(Snapshot snapshot, String name) {
    String host = DnsLookup.canonical(name);
    List<String> led = new ArrayList<>();
    List<String> unseen = new ArrayList<>();
    List<Text> warnings = new ArrayList<>();
    for (MailDomain domain : snapshot.account().distinctDomains()) {
      switch (snapshot.lookup(domain.name(), "MX").answer()) {
        case Unknown<DnsAnswer> _ -> unseen.add(domain.name());
        case Known<DnsAnswer>(DnsAnswer answer) -> {
          if (DnsLookup.mxHosts(answer.records()).contains(host)) {
            led.add(domain.name());
          } else if (answer.records().isEmpty()
              && DnsLookup.canonical(domain.name()).equals(host)) { // RFC 5321 section 5.1
            warnings.add(Text.of("ptr.do.mail-without-mx", name));
          }
        }
      }
    }
    if (!led.isEmpty()) {
      warnings.addFirst(Text.of("ptr.do.mx", name, String.join(", ", led)));
    } else if (!unseen.isEmpty()) {
      warnings.add(Text.of("ptr.do.mx-unseen", name, String.join(", ", unseen)));
    }
    return warnings;
  }
}
