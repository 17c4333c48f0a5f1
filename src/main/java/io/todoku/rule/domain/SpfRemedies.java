package io.todoku.rule.domain;

import io.todoku.rule.RecordChange;
import io.todoku.rule.RegisteredDomains;
import io.todoku.rule.Remedy;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.Sender;
import io.todoku.rule.Text;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.spf.AuthorisedRanges;
import io.todoku.spf.SpfEvaluator;
import io.todoku.spf.SpfEvaluator.DnsSource;
import io.todoku.spf.SpfEvaluator.SpfResult;
import io.todoku.spf.SpfRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Edits of a domain's SPF record. An edit is advised only where its evaluation shows that it gives
 * the result that is wanted, and the advice tells what the record would authorise.
 */
final class SpfRemedies {

  private final MailDomainContext context;
  private final String record;
  private final List<Sender> senders;
  private final List<String> sending;

  /**
   * @param record the domain's SPF record; the version alone where it has none
   * @param senders of the domain, or possible ones
   */
  SpfRemedies(MailDomainContext mail, String record, List<Sender> senders) {
    this.context = mail;
    this.record = record;
    this.senders = senders;
    this.sending = senders.stream().filter(Sender::sends).map(Sender::address).toList();
  }

  /** A first record, which authorises the senders that are known. */
  Remedy publish() {
    return sending.isEmpty()
        ? context.remedy("do.publish", List.of())
        : advise(
            context.text("do.publish"),
            Map.of(
                context.domain(),
                SpfRecordEditor.withAddresses(SpfRecordEditor.withSoftFail(record), sending)));
  }

  /** The record with senders that it does not authorise. */
  Remedy add(List<String> addresses) {
    Predicate<SenderSpfResults> authorisesSenders =
        results ->
            results.refusedSenders().isEmpty()
                && results.error().isEmpty()
                && !results.passesEverybody();
    return firstThat(
        context.text("do.add"),
        authorisesSenders,
        Stream.of(
                withEffectiveRedirect().stream(),
                Stream.of(
                    SpfRecordEditor.withAddresses(record, addresses),
                    SpfRecordEditor.withAddressesFirst(record, addresses)))
            .flatMap(records -> records)
            .map(text -> Map.of(context.domain(), text))
            .toList());
  }

  /** The record without the {@code all} that takes the effect from its redirect. */
  Remedy restoreRedirect() {
    return firstThat(
        context.text("do.redirect"),
        results -> results.error().isEmpty() && !results.passesEverybody(),
        withEffectiveRedirect().stream().map(text -> Map.of(context.domain(), text)).toList());
  }

  private Optional<String> withEffectiveRedirect() {
    return SpfRecordEditor.redirect(record).isPresent() && SpfRecordEditor.hasAll(record)
        ? Optional.of(SpfRecordEditor.withoutAll(record))
        : Optional.empty();
  }

  /** The record with a policy for all other addresses, which authorises nobody but senders. */
  Remedy close() {
    List<String> bases =
        List.of(
            record,
            SpfRecordEditor.withoutBroadRanges(record),
            SpfRecordEditor.without(record, this::includesEverybody));
    List<Map<String, String>> candidates = new ArrayList<>();
    for (String base : bases) {
      String closed = SpfRecordEditor.withSoftFail(base);
      List<String> missing = sending.stream().filter(address -> refuses(closed, address)).toList();
      String complete = SpfRecordEditor.withAddresses(closed, missing);
      candidates.add(Map.of(context.domain(), complete));
      policyRecord(complete)
          .ifPresent(target ->
              candidates.add(
                  complete.equals(record)
                      ? Map.of(target.name(), SpfRecordEditor.withSoftFail(target.text()))
                      : Map.of(
                          context.domain(),
                          complete,
                          target.name(),
                          SpfRecordEditor.withSoftFail(target.text()))));
    }
    return firstThat(
        context.text("do.close"),
        results ->
            results.refusedSenders().isEmpty()
                && results.error().isEmpty()
                && results.errorForOthers().isEmpty()
                && !results.passesEverybody()
                && !results.isNeutralToOthers(),
        candidates);
  }

  /** The record that a redirect ends at, where it is in a zone of the same owner. */
  private Optional<PolicyRecord> policyRecord(String text) {
    Optional<PolicyRecord> found = Optional.empty();
    Optional<String> next = SpfRecordEditor.redirect(text);
    for (int i = 0; i < 10 && next.isPresent(); i++) { // receivers follow ten
      String name = DnsLookup.canonical(next.get());
      found =
          spfRecord(context.snapshot().lookup(name, "TXT"))
              .filter(_ -> RegisteredDomains.sameOwner(context.domain(), name))
              .map(target -> new PolicyRecord(name, target));
      next = found.flatMap(target -> SpfRecordEditor.redirect(target.text()));
    }
    return found;
  }

  private record PolicyRecord(String name, String text) {}

  private static Optional<String> spfRecord(DnsLookup lookup) {
    return lookup.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
        ? answer.records().stream().filter(SpfRecord::isSpf).findFirst()
        : Optional.empty();
  }

  private boolean refuses(String text, String address) {
    return new SpfEvaluator(dnsWith(Map.of(context.domain(), text)))
            .evaluate(address, context.domain())
            .result()
        != SpfResult.PASS;
  }

  /** Whether a term leads to a record that authorises everybody. */
  private boolean includesEverybody(String term) {
    if (!term.matches("(?i)\\+?include:.*|redirect=.*") || term.contains("%")) {
      return false;
    }
    String target = term.substring(term.indexOf(term.contains("=") ? '=' : ':') + 1);
    SpfEvaluator evaluator = new SpfEvaluator(context.snapshot()::lookup);
    return SpfEvaluator.UNASSIGNED_ADDRESSES.stream()
            .anyMatch(address -> evaluator.evaluate(address, target).result() == SpfResult.PASS)
        || AuthorisedRanges.coverHalfOfTheInternet(target, context.snapshot()::lookup);
  }

  /** The first of these edits with the result that is wanted; the step alone where none has it. */
  private Remedy firstThat(
      Text step, Predicate<SenderSpfResults> wanted, List<Map<String, String>> candidates) {
    return candidates.stream()
        .filter(edits -> {
          DnsSource dns = dnsWith(edits);
          return wanted.test(new SenderSpfResults(context.domain(), senders, new SpfEvaluator(dns)))
              && !AuthorisedRanges.coverHalfOfTheInternet(context.domain(), dns);
        })
        .findFirst()
        .map(edits -> advise(step, edits))
        .orElseGet(() -> Remedy.of(step));
  }

  /** The step, what the records would authorise, and the records. */
  private Remedy advise(Text step, Map<String, String> edits) {
    List<Text> steps = new ArrayList<>();
    List<RemedyBlock> blocks = new ArrayList<>();
    steps.add(step);
    edits.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(edit -> {
          String terms =
              SpfRecord.of(edit.getValue()).stream()
                  .flatMap(spf -> spf.terms().stream())
                  .filter(SpfRecord.Term::authorises)
                  .map(SpfRecord.Term::toString)
                  .collect(Collectors.joining(", "));
          steps.add(
              terms.isEmpty()
                  ? context.text("do.authorises-nobody", edit.getKey())
                  : context.text("do.authorises", edit.getKey(), terms));
          recordOf(edit.getKey(), edit.getValue()).block().ifPresent(blocks::add);
        });
    if (blocks.isEmpty()) {
      return Remedy.of(step);
    }
    Remedy remedy = Remedy.of(steps, blocks);
    for (String name : edits.keySet().stream().sorted().toList()) {
      remedy = remedy.verifying(recordOf(name, edits.getOrDefault(name, "")).verification());
    }
    return remedy;
  }

  private RecordChange recordOf(String name, String text) {
    RecordChange change = context.textRecord(name, text);
    return name.equals(context.domain()) ? change : change.labelledFor(context.domain());
  }

  /** DNS as it would be with these SPF records, by name. */
  private DnsSource dnsWith(Map<String, String> edits) {
    return (name, type) -> {
      DnsLookup lookup = context.snapshot().lookup(name, type);
      String edited = type.equals("TXT") ? edits.get(DnsLookup.canonical(name)) : null;
      if (edited == null) {
        return lookup;
      }
      List<String> others =
          lookup.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
              ? answer.records().stream().filter(text -> !SpfRecord.isSpf(text)).toList()
              : List.of();
      return new DnsLookup(
          lookup.name(),
          type,
          lookup.resolver(),
          lookup.at(),
          Observed.known(
              new DnsAnswer(
                  Status.ANSWERED,
                  Stream.concat(others.stream(), Stream.of(edited)).toList(),
                  List.of(),
                  null)));
    };
  }
}
