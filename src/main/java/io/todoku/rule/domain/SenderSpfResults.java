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
 * What a domain's SPF says of each sender, and of strangers. An address that nobody has shows how
 * the record ends, by whichever redirect or include: {@code PASS} where it lets everybody pass,
 * {@code NEUTRAL} where it says nothing of those it does not name.
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

  /** What is wrong with the record for those who surely send, or where there are none at all. */
  Optional<String> error() {
    Stream<SpfOutcome> who =
        senders.isEmpty()
            ? Stream.of(unassigned.getFirst())
            : senders.entrySet().stream().filter(e -> sends(e.getKey())).map(Map.Entry::getValue);
    return errors(who);
  }

  /**
   * What is wrong with it for others: over IPv4, as hosts without IPv6 are too many empty answers
   * for a stranger over IPv6 only.
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

  /** Those that surely send, and whom it does not authorise, each with the result. */
  Map<String, String> refusedSenders() {
    Map<String, String> refused = new LinkedHashMap<>();
    senders.forEach((sender, outcome) -> {
      if (sends(sender) && refuses(outcome)) {
        refused.put(sender.address(), outcome.result().name().toLowerCase(Locale.ROOT));
      }
    });
    return refused;
  }

  /** The first that may send, and is not authorised. */
  Optional<Sender> refusedCandidate() {
    return senders.entrySet().stream()
        .filter(e -> !sends(e.getKey()) && refuses(e.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The first answer that was missing for a result. */
  Optional<Reason> failedLookup() {
    return all().flatMap(outcome -> Stream.ofNullable(outcome.failedLookup())).findFirst();
  }

  /** The most terms that asked DNS for one address. */
  int maxLookups() {
    return all().mapToInt(SpfOutcome::lookups).max().orElse(0);
  }

  private static boolean sends(Sender sender) {
    return switch (sender.role()) {
      case SENDS -> true;
      case CANDIDATE, UNDETERMINED, RECEIVES, NO_SIGN, OVERRULED -> false;
    };
  }

  private static boolean refuses(SpfOutcome outcome) {
    return switch (outcome.result()) {
      case FAIL, SOFTFAIL, NEUTRAL, NONE, PERMERROR -> true;
      case PASS, TEMPERROR -> false;
    };
  }
}
