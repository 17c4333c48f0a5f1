package io.todoku.rule.domain;

import io.todoku.rule.domain.DmarcRecord.Psd;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MailNames;
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
sealed interface DmarcWalk {

  /**
   * @param name at which it stands
   */
  record Found(String name, DmarcRecord record) implements DmarcWalk {}

  record Missing() implements DmarcWalk {}

  /** An answer that cannot be had by anybody. */
  record Broken(String name, Status status) implements DmarcWalk {}

  record Unseen(Reason reason) implements DmarcWalk {}

  /**
   * @param txt asks for the TXT records of a name
   */
  static DmarcWalk of(String domain, Function<String, DnsLookup> txt) {
    List<String> names = MailNames.dmarc(domain);
    SequencedMap<String, DmarcRecord> found = new LinkedHashMap<>();
    for (String name : names) {
      switch (txt.apply(name).answer()) {
        case Unknown<DnsAnswer>(Reason reason) -> {
          return new Unseen(reason);
        }
        case Known<DnsAnswer>(DnsAnswer answer) -> {
          switch (answer.status()) {
            case BOGUS, CNAME_LOOP -> {
              return new Broken(name, answer.status());
            }
            case ANSWERED, NXDOMAIN, NODATA ->
                only(answer.records()).ifPresent(record -> found.put(name, record));
          }
        }
      }
      DmarcRecord record = found.get(name);
      if (record != null && (name.equals(names.getFirst()) || record.psd() != Psd.UNSAID)) {
        break;
      }
    }
    return found.isEmpty() ? new Missing() : applying(names, found);
  }

  /** Several at one name count as none. */
  private static Optional<DmarcRecord> only(List<String> records) {
    List<DmarcRecord> all = records.stream().flatMap(r -> DmarcRecord.of(r).stream()).toList();
    return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
  }

  /** The last one found, but where that is a public suffix the one just below, if there is one. */
  private static DmarcWalk applying(List<String> names, SequencedMap<String, DmarcRecord> found) {
    var last = found.lastEntry();
    int at = names.indexOf(last.getKey());
    if (last.getValue().psd() == Psd.YES && at > 0) {
      DmarcRecord below = found.get(names.get(at - 1));
      if (below != null) {
        return new Found(names.get(at - 1), below);
      }
    }
    return new Found(last.getKey(), last.getValue());
  }
}
