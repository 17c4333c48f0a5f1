package io.todoku.rule.domain;

import io.todoku.rule.Sender;
import io.todoku.snapshot.Reason;
import io.todoku.spf.SpfCheck;
import io.todoku.spf.SpfCheck.Outcome;
import io.todoku.spf.SpfCheck.Result;
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
final class SpfSurvey {

  private final Map<Sender, Outcome> senders = new LinkedHashMap<>();
  private final List<Outcome> strangers;

  SpfSurvey(String domain, List<Sender> judged, SpfCheck check) {
    judged.forEach(sender -> senders.put(sender, check.check(sender.address(), domain)));
    strangers = SpfCheck.STRANGERS.stream().map(a -> check.check(a, domain)).toList();
  }

  private Stream<Outcome> all() {
    return Stream.concat(senders.values().stream(), strangers.stream());
  }

  boolean anybody() {
    return strangers.stream().anyMatch(outcome -> outcome.result() == Result.PASS);
  }

  boolean open() {
    return strangers.stream().anyMatch(outcome -> outcome.result() == Result.NEUTRAL);
  }

  boolean none() {
    return all().anyMatch(outcome -> outcome.result() == Result.NONE);
  }

  /** What is wrong with the record for those who surely send, or where there are none at all. */
  Optional<String> error() {
    Stream<Outcome> who =
        senders.isEmpty()
            ? Stream.of(strangers.getFirst())
            : senders.entrySet().stream().filter(e -> sends(e.getKey())).map(Map.Entry::getValue);
    return errors(who);
  }

  /**
   * What is wrong with it for others: over IPv4, as hosts without IPv6 are too many empty answers
   * for a stranger over IPv6 only.
   */
  Optional<String> errorOfStrangers() {
    return errors(Stream.of(strangers.getFirst()));
  }

  private static Optional<String> errors(Stream<Outcome> outcomes) {
    return outcomes
        .filter(outcome -> outcome.result() == Result.PERMERROR)
        .map(outcome -> Objects.requireNonNullElse(outcome.error(), "permerror"))
        .findFirst();
  }

  /** Those that surely send, and whom it does not authorise, each with the result. */
  Map<String, String> refused() {
    Map<String, String> refused = new LinkedHashMap<>();
    senders.forEach((sender, outcome) -> {
      if (sends(sender) && refuses(outcome)) {
        refused.put(sender.address(), outcome.result().name().toLowerCase(Locale.ROOT));
      }
    });
    return refused;
  }

  /** The first that may send, and is not authorised. */
  Optional<Sender> doubtful() {
    return senders.entrySet().stream()
        .filter(e -> !sends(e.getKey()) && refuses(e.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The first answer that was missing for a result. */
  Optional<Reason> unseen() {
    return all().flatMap(outcome -> Stream.ofNullable(outcome.unseen())).findFirst();
  }

  /** The most terms that asked DNS for one address. */
  int lookups() {
    return all().mapToInt(Outcome::lookups).max().orElse(0);
  }

  private static boolean sends(Sender sender) {
    return switch (sender.role()) {
      case SENDS -> true;
      case CANDIDATE, UNDETERMINED, RECEIVES, NO_SIGN, OVERRULED -> false;
    };
  }

  private static boolean refuses(Outcome outcome) {
    return switch (outcome.result()) {
      case FAIL, SOFTFAIL, NEUTRAL, NONE, PERMERROR -> true;
      case PASS, TEMPERROR -> false;
    };
  }
}
