package io.todoku.rule.domain;

import io.todoku.snapshot.WildcardNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An MTA-STS policy (RFC 8461 section 3.2).
 *
 * @param maxAge seconds for which senders keep it
 * @param patterns of the hosts that may take the domain's mail, canonical
 */
record MtaStsPolicy(Mode mode, long maxAge, List<String> patterns) {

  /** A year, as the RFC allows. */
  private static final long MAX_MAX_AGE = 31_557_600;

  enum Mode {
    ENFORCE,
    TESTING,
    NONE
  }

  /** Empty where the text is no valid policy; senders then act as if there were none. */
  static Optional<MtaStsPolicy> of(String body) {
    Map<String, String> fields = new HashMap<>();
    List<String> patterns = new ArrayList<>();
    for (String line : body.strip().split("\n")) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        return Optional.empty();
      }
      String value = line.substring(colon + 1).strip();
      switch (line.substring(0, colon).strip()) {
        case "mx" -> patterns.add(value.toLowerCase(Locale.ROOT));
        case String field -> fields.putIfAbsent(field, value); // the first of several counts
      }
    }
    String age = fields.getOrDefault("max_age", "");
    Optional<Mode> mode =
        switch (fields.getOrDefault("mode", "")) {
          case "enforce" -> Optional.of(Mode.ENFORCE);
          case "testing" -> Optional.of(Mode.TESTING);
          case "none" -> Optional.of(Mode.NONE);
          default -> Optional.empty();
        };
    return "STSv1".equals(fields.get("version"))
            && age.matches("\\d{1,10}")
            && Long.parseLong(age) <= MAX_MAX_AGE
            && (!patterns.isEmpty() || mode.equals(Optional.of(Mode.NONE)))
        ? mode.map(m -> new MtaStsPolicy(m, Long.parseLong(age), List.copyOf(patterns)))
        : Optional.empty();
  }

  /** Whether the policy allows a host to take the mail (section 4.1). */
  boolean allows(String host) {
    return WildcardNames.anyMatches(patterns, host);
  }
}
