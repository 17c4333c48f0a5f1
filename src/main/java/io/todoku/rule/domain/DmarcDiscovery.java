package io.todoku.rule.domain;

import io.todoku.rule.domain.DmarcRecord.Psd;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MailDnsNames;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * The DMARC record that applies to a domain (RFC 9989 section 4.10.1): its own, else that of its
 * organizational domain, else that of its public suffix, found by the tree walk (section 4.10).
 */
sealed interface DmarcDiscovery {

  /**
   * @param name the name that has the record
   */
  record FoundRecord(String name, DmarcRecord record) implements DmarcDiscovery {}

  record NoRecord() implements DmarcDiscovery {}

  /** A name that no resolver can look up. */
  record UnresolvableRecord(String name, Status status) implements DmarcDiscovery {}

  record UndeterminedRecord(Reason reason) implements DmarcDiscovery {}

  /**
   * @param txt looks up the TXT records of a name
   */
  static DmarcDiscovery of(String domain, Function<String, DnsLookup> txt) {
    List<String> names = MailDnsNames.dmarcNames(domain);
    SequencedMap<String, DmarcRecord> found = new LinkedHashMap<>();
    for (String name : names) {
      switch (txt.apply(name).answer()) {
        case Unknown<DnsAnswer>(Reason reason) -> {
          return new UndeterminedRecord(reason);
        }
        case Known<DnsAnswer>(DnsAnswer answer) -> {
          switch (answer.status()) {
            case BOGUS, CNAME_LOOP -> {
              return new UnresolvableRecord(name, answer.status());
            }
            case ANSWERED, NXDOMAIN, NODATA ->
                singleRecord(answer.records()).ifPresent(record -> found.put(name, record));
          }
        }
      }
      DmarcRecord record = found.get(name);
      if (record != null && (name.equals(names.getFirst()) || record.psd() != Psd.UNSPECIFIED)) {
        break;
      }
    }
    return found.isEmpty() ? new NoRecord() : applyingRecord(names, found);
  }

  /** Several at one name count as none. */
  private static Optional<DmarcRecord> singleRecord(List<String> records) {
    List<DmarcRecord> all = records.stream().flatMap(r -> DmarcRecord.of(r).stream()).toList();
    return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
  }

  /**
   * The last record found; where that belongs to a public suffix, the record one label below, if
   * there is one.
   */
  private static DmarcDiscovery applyingRecord(
      List<String> names, SequencedMap<String, DmarcRecord> found) {
    var last = found.lastEntry();
    int at = names.indexOf(last.getKey());
    if (last.getValue().psd() == Psd.YES && at > 0) {
      DmarcRecord below = found.get(names.get(at - 1));
      if (below != null) {
        return new FoundRecord(names.get(at - 1), below);
      }
    }
    return new FoundRecord(last.getKey(), last.getValue());
  }
}
