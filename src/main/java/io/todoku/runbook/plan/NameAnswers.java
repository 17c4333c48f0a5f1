package io.todoku.runbook.plan;

import io.todoku.collect.NameViewCollector.NameQuery;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsServerAnswer;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed.Known;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

/**
 * Answers from DNS and, where that has no record, from what the last scans recorded.
 *
 * @param dns what answers first
 * @param recorded whether that is a recording as well, so that its answers have a time
 * @param lastScans the look-ups of the last scans, read once, and only where DNS has no record
 */
record NameAnswers(
    Function<NameQuery, NameView> dns, boolean recorded, Supplier<List<DnsLookup>> lastScans) {

  NameAnswers {
    lastScans = SingletonSupplier.of(lastScans);
  }

  private static final NameAnswer NONE = new NameAnswer(List.of(), null);

  /**
   * The records of a name.
   *
   * @param recordedAt when a scan recorded them; null where DNS answered now
   */
  record NameAnswer(List<String> records, @Nullable Instant recordedAt) {

    /** The first record; empty where there is none. */
    String first() {
      return records.isEmpty() ? "" : records.getFirst();
    }
  }

  /** The mail hosts of a domain, the preferred one first. */
  NameAnswer mailHosts(String domain) {
    NameAnswer exchanges = records(domain, "MX");
    return new NameAnswer(
        DnsLookup.mxHosts(
            exchanges.records().stream()
                .sorted(Comparator.comparingInt(NameAnswers::preference))
                .toList()),
        exchanges.recordedAt());
  }

  /** The IPv4 addresses of a host. */
  NameAnswer addresses(String host) {
    return host.isEmpty() ? NONE : records(host, "A");
  }

  private NameAnswer records(String name, String type) {
    return dns.apply(new NameQuery(name, type)).answers().stream()
        .flatMap(this::answer)
        .findFirst()
        .or(() -> fromLastScans(name, type))
        .orElse(NONE);
  }

  private Stream<NameAnswer> answer(DnsServerAnswer answered) {
    return answered.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
            && !answer.records().isEmpty()
        ? Stream.of(new NameAnswer(answer.records(), recorded ? answered.at() : null))
        : Stream.empty();
  }

  /** What the newest of these scans recorded. */
  private Optional<NameAnswer> fromLastScans(String name, String type) {
    String wanted = DnsLookup.canonical(name);
    return lastScans.get().stream()
        .filter(lookup -> lookup.name().equals(wanted) && lookup.type().equals(type))
        .filter(lookup ->
            lookup.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
                && !answer.records().isEmpty())
        .max(Comparator.comparing(DnsLookup::at))
        .map(lookup -> new NameAnswer(lookup.recordsOrReport(_ -> {}), lookup.at()));
  }

  /** What is no MX record, as an imported file may have, comes last. */
  private static int preference(String exchange) {
    String[] words = exchange.split(" ", 2);
    return words.length == 2 && words[0].matches("[0-9]{1,5}")
        ? Integer.parseInt(words[0])
        : Integer.MAX_VALUE;
  }
}
