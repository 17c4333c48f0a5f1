package io.todoku.rule.domain;

import io.todoku.rule.domain.DkimKey.Fault;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import java.util.List;

/** What stands at a selector. */
sealed interface DkimSelector {

  /**
   * @param beside whether other texts stand there too, so that which one a verifier takes is open
   */
  record Key(DkimKey.Usable key, boolean beside) implements DkimSelector {}

  record Faulty(Fault fault) implements DkimSelector {}

  record Missing() implements DkimSelector {}

  /** Several keys: which one a verifier takes is undefined (RFC 6376 section 3.6.2.2). */
  record Several() implements DkimSelector {}

  /** An answer that cannot be had by anybody. */
  record Broken(Status status) implements DkimSelector {}

  record Unseen(Reason reason) implements DkimSelector {}

  static DkimSelector of(DnsLookup txt) {
    return switch (txt.answer()) {
      case Unknown<DnsAnswer>(Reason reason) -> new Unseen(reason);
      case Known<DnsAnswer>(DnsAnswer answer) ->
          switch (answer.status()) {
            case BOGUS, CNAME_LOOP -> new Broken(answer.status());
            case ANSWERED, NXDOMAIN, NODATA -> of(answer.records());
          };
    };
  }

  private static DkimSelector of(List<String> texts) {
    List<DkimKey> keys = texts.stream().flatMap(text -> DkimKey.of(text).stream()).toList();
    if (keys.isEmpty()) {
      return new Missing();
    }
    if (keys.size() > 1) {
      return new Several();
    }
    return switch (keys.getFirst()) {
      case DkimKey.Usable usable -> new Key(usable, texts.size() > 1);
      case DkimKey.Unusable(Fault fault) -> new Faulty(fault);
    };
  }
}
