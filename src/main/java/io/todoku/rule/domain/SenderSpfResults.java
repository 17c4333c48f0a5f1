package io.todoku.rule.domain;

import io.todoku.rule.Sender;
import io.todoku.snapshot.Reason;
import io.todoku.spf.SpfEvaluator;
import io.todoku.spf.SpfEvaluator.SpfOutcome;
import io.todoku.spf.SpfEvaluator.SpfResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The SPF results of a domain for each sender and for strangers. The result for an unassigned
 * address shows how the record ends, through whatever redirect or include: {@code PASS} where it
 * authorises everybody, {@code NEUTRAL} where it makes no statement about other addresses.
 */
final class SenderSpfResults {

  private final Map<Sender, SpfOutcome> senders = new LinkedHashMap<>();
  private final List<SpfOutcome> unassigned;

  SenderSpfResults(String domain, List<Sender> judged, SpfEvaluator check) {
    judged.forEach(sender -> senders.put(sender, check.evaluate(sender.address(), domain)));
    unassigned =
        SpfEvaluator.UNASSIGNED_ADDRESSES.stream().map(a -> check.evaluate(a, domain)).toList();
  }

  private Stream<SpfOutcome> all() {
    return Stream.concat(senders.values().stream(), unassigned.stream());
  }

  boolean passesEverybody() {
    return unassigned.stream().anyMatch(outcome -> outcome.result() == SpfResult.PASS);
  }

  boolean isNeutralToOthers() {
    return unassigned.stream().anyMatch(outcome -> outcome.result() == SpfResult.NEUTRAL);
  }

  boolean hasNoRecord() {
    return all().anyMatch(outcome -> outcome.result() == SpfResult.NONE);
  }

  /**
   * The error of the record for known senders; where none is known, for a stranger, unless a
   * possible sender passes before the error.
   */
  Optional<String> error() {
    if (senders.keySet().stream().anyMatch(SenderSpfResults::sends)) {
      return errors(
          senders.entrySet().stream().filter(e -> sends(e.getKey())).map(Map.Entry::getValue));
    }
    return senders.values().stream().anyMatch(outcome -> outcome.result() == SpfResult.PASS)
        ? Optional.empty()
        : errorForOthers();
  }

  /**
   * The error of the record for strangers. Only an IPv4 stranger is evaluated, because for IPv6
   * each host without an AAAA record is an empty answer, which RFC 7208 limits.
   */
  Optional<String> errorForOthers() {
    return errors(Stream.of(unassigned.getFirst()));
  }

  private static Optional<String> errors(Stream<SpfOutcome> outcomes) {
    return outcomes
        .filter(outcome -> outcome.result() == SpfResult.PERMERROR)
        .map(outcome -> Objects.requireNonNullElse(outcome.error(), "permerror"))
        .findFirst();
  }

  /** The known senders that the record does not authorise, each with its result. */
  Map<String, String> refusedSenders() {
    Map<String, String> refused = new LinkedHashMap<>();
    senders.forEach((sender, outcome) -> {
      if (sends(sender) && refuses(outcome)) {
        refused.put(sender.address(), outcome.result().name().toLowerCase(Locale.ROOT));
      }
    });
    return refused;
  }

  /** The first possible sender that the record does not authorise. */
  Optional<Sender> refusedCandidate() {
    return senders.entrySet().stream()
        .filter(e -> !sends(e.getKey()) && refuses(e.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The first lookup that a result lacked. */
  Optional<Reason> failedLookup() {
    return all().flatMap(outcome -> Stream.ofNullable(outcome.failedLookup())).findFirst();
  }

  /** The greatest number of terms with DNS lookups for one address. */
  int maxLookups() {
    return all().mapToInt(SpfOutcome::lookups).max().orElse(0);
  }

  private static boolean sends(Sender sender) {
    return sender.sends();
  }

  private static boolean refuses(SpfOutcome outcome) {
    return switch (outcome.result()) {
      case FAIL, SOFTFAIL, NEUTRAL, NONE, PERMERROR -> true;
      case PASS, TEMPERROR -> false;
    };
  }
}
