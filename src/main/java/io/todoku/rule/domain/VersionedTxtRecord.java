package io.todoku.rule.domain;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The single TXT record with which a domain announces MTA-STS or TLS reporting.
 *
 * @param name the name of the record
 * @param version the version that the record begins with
 * @param publish the remedy where there is no valid record
 */
record VersionedTxtRecord(MailDomainContext context, String name, String version, Remedy publish) {

  /**
   * The finding about the record.
   *
   * @param judgeRecord judges a single record whose tags could be read
   */
  Finding judge(Function<TagList, Finding> judgeRecord) {
    return switch (context.lookup(name, "TXT").answer()) {
      case Unknown<DnsAnswer>(Reason reason) -> context.unknown("unknown", reason, Remedy.NONE);
      case Known<DnsAnswer>(DnsAnswer answer) ->
          switch (answer.status()) {
            case BOGUS, CNAME_LOOP ->
                context.fail(
                    "fail.broken",
                    context.remedy("do.zone", List.of(), name),
                    name,
                    answer.status().name());
            case ANSWERED, NXDOMAIN, NODATA -> judge(answer.records(), judgeRecord);
          };
    };
  }

  private Finding judge(List<String> texts, Function<TagList, Finding> judgeRecord) {
    List<TagList> records =
        texts.stream().map(TagList::of).filter(tags -> tags.beginsWithVersion(version)).toList();
    if (records.size() > 1) {
      return context.fail("fail.several", context.remedy("do.one", List.of(), name), name);
    }
    if (!records.isEmpty()) {
      return records.getFirst().malformed() ? malformed() : judgeRecord.apply(records.getFirst());
    }
    return texts.stream().anyMatch(this::resembles) ? malformed() : missing();
  }

  /** A domain that declares by a Null MX that it receives no mail needs no record. */
  private Finding missing() {
    DnsLookup mx = context.lookup(context.domain(), "MX");
    if (mx.answer() instanceof Unknown<DnsAnswer>(Reason reason)) {
      return context.unknown("unknown.receiving", reason, publish);
    }
    return DomainSending.hasNullMx(context)
        ? context.notApplicable("na")
        : context.warn("warn", publish);
  }

  private boolean resembles(String text) {
    return text.toUpperCase(Locale.ROOT).contains(version.toUpperCase(Locale.ROOT));
  }

  Finding malformed() {
    return context.fail("fail.malformed", publish, name);
  }
}
