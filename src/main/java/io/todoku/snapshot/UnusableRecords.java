package io.todoku.snapshot;

import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Takes answers of DNS out of a stored snapshot that hold a record which is none of its type. A
 * file with one is refused today, but earlier releases stored it.
 */
public final class UnusableRecords {

  private static final int MAX_SHOWN = 100;

  private UnusableRecords() {}

  /**
   * The snapshot in which the answers with such a record are unknown.
   *
   * @param report receives each of them: question and record
   */
  public static Snapshot hide(Snapshot snapshot, Consumer<String> report) {
    List<DnsLookup> usable = new ArrayList<>(snapshot.lookups().size());
    boolean changed = false;
    for (DnsLookup lookup : snapshot.lookups()) {
      Optional<String> unusable = firstUnusable(lookup);
      changed |= unusable.isPresent();
      unusable.ifPresent(
          record -> report.accept("%s %s: \"%s\"".formatted(lookup.name(), lookup.type(), record)));
      usable.add(unusable.map(record -> hidden(lookup, record)).orElse(lookup));
    }
    return changed ? snapshot.withLookups(usable) : snapshot;
  }

  private static Optional<String> firstUnusable(DnsLookup lookup) {
    if (!(lookup.answer() instanceof Known<DnsAnswer>(DnsAnswer known))) {
      return Optional.empty();
    }
    return Stream.concat(
            known.records().stream().filter(r -> !RecordForm.isValid(lookup.type(), r)),
            known.aliases().stream().filter(alias -> !RecordForm.isName(alias)))
        .findFirst()
        .map(record -> record.length() > MAX_SHOWN ? record.substring(0, MAX_SHOWN) : record);
  }

  private static DnsLookup hidden(DnsLookup lookup, String record) {
    return new DnsLookup(
        lookup.name(),
        lookup.type(),
        lookup.resolver(),
        lookup.at(),
        Observed.unknown(
            Reason.of(ReasonKind.MALFORMED, lookup.name() + " " + lookup.type(), record)));
  }
}
