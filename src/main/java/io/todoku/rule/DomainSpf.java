package io.todoku.rule;

import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Snapshot;
import io.todoku.spf.SpfRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Which mail domains send only by a relay service such as Amazon SES, as their SPF records say. */
final class DomainSpf {

  private final Snapshot snapshot;
  private final Collection<String> ownAddresses;
  private final Map<String, Boolean> relayOnly = new HashMap<>();

  /**
   * @param ownAddresses the public addresses of the account
   */
  DomainSpf(Snapshot snapshot, Collection<String> ownAddresses) {
    this.snapshot = snapshot;
    this.ownAddresses = ownAddresses;
  }

  /**
   * Whether the domain has an SPF record that names none of the account's addresses. False where
   * there is no record, or where parts of it could not be looked up.
   */
  boolean namesNoOwnAddress(String domain) {
    return relayOnly.computeIfAbsent(domain, this::search);
  }

  private boolean search(String domain) {
    boolean published =
        snapshot.lookup(domain, "TXT").answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
            && answer.records().stream().anyMatch(SpfRecord::isSpf);
    if (!published) {
      return false;
    }
    RoleEvidence evidence = new RoleEvidence();
    return ownAddresses.stream()
            .noneMatch(
                address -> new DomainEvidence(snapshot, domain, address, evidence).addSending())
        && !evidence.hasUnknowns();
  }
}
