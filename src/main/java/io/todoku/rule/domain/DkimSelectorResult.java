package io.todoku.rule.domain;

import io.todoku.rule.domain.DkimKey.Fault;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import java.util.List;

/** What a selector has in DNS. */
sealed interface DkimSelectorResult {

  /**
   * @param hasOtherTexts whether the name has other texts too, so that verifiers may read those
   */
  record SingleKey(DkimKey.Usable key, boolean hasOtherTexts) implements DkimSelectorResult {}

  record UnusableKey(Fault fault) implements DkimSelectorResult {}

  record NoKey() implements DkimSelectorResult {}

  /** Several keys: which one verifiers use is undefined (RFC 6376 section 3.6.2.2). */
  record SeveralKeys() implements DkimSelectorResult {}

  /** A name that no resolver can look up. */
  record UnresolvableKey(Status status) implements DkimSelectorResult {}

  record UndeterminedKey(Reason reason) implements DkimSelectorResult {}

  static DkimSelectorResult of(DnsLookup txt) {
    return switch (txt.answer()) {
      case Unknown<DnsAnswer>(Reason reason) -> new UndeterminedKey(reason);
      case Known<DnsAnswer>(DnsAnswer answer) ->
          switch (answer.status()) {
            case BOGUS, CNAME_LOOP -> new UnresolvableKey(answer.status());
            case ANSWERED, NXDOMAIN, NODATA -> of(answer.records());
          };
    };
  }

  private static DkimSelectorResult of(List<String> texts) {
    List<DkimKey> keys = texts.stream().flatMap(text -> DkimKey.of(text).stream()).toList();
    if (keys.isEmpty()) {
      return new NoKey();
    }
    if (keys.size() > 1) {
      return new SeveralKeys();
    }
    return switch (keys.getFirst()) {
      case DkimKey.Usable usable -> new SingleKey(usable, texts.size() > 1);
      case DkimKey.Unusable(Fault fault) -> new UnusableKey(fault);
    };
  }
}
