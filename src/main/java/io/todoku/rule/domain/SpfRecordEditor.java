package io.todoku.rule.domain;

import io.todoku.snapshot.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Makes the SPF record to publish from the current one. */
final class SpfRecordEditor {

  private static final Pattern ALL = Pattern.compile("[-+~?]?all", Pattern.CASE_INSENSITIVE);

  /** Ranges with a shorter prefix belong to no single organisation. */
  private static final int BROAD_IPV4 = 8;

  private static final int BROAD_IPV6 = 16;

  private SpfRecordEditor() {}

  /** The record with these addresses, inserted before {@code all} and before modifiers. */
  static String withAddresses(String record, Collection<String> addresses) {
    List<String> terms = terms(record);
    int end = 1;
    while (end < terms.size()
        && !ALL.matcher(terms.get(end)).matches()
        && !isModifier(terms.get(end))) {
      end++;
    }
    return insert(terms, end, addresses);
  }

  /** The record with these addresses before all its terms, of which one may exclude them. */
  static String withAddressesFirst(String record, Collection<String> addresses) {
    return insert(terms(record), 1, addresses);
  }

  private static String insert(List<String> terms, int at, Collection<String> addresses) {
    terms.addAll(
        at,
        addresses.stream()
            .map(address -> (address.contains(":") ? "ip6:" : "ip4:") + address)
            .filter(term -> !terms.contains(term))
            .toList());
    return String.join(" ", terms);
  }

  /**
   * The record with {@code ~all} at its end instead of any other {@code all}. One with a redirect
   * gets none, because the redirect would lose its effect (RFC 7208 section 6.1).
   */
  static String withSoftFail(String record) {
    List<String> terms = terms(withoutAll(record));
    if (redirect(record).isEmpty()) {
      terms.add("~all");
    }
    return String.join(" ", terms);
  }

  static String withoutAll(String record) {
    return without(record, term -> ALL.matcher(term).matches());
  }

  /** Whether it has an {@code all}, beside which a redirect has no effect. */
  static boolean hasAll(String record) {
    return terms(record).stream().anyMatch(term -> ALL.matcher(term).matches());
  }

  /** The domain of its redirect; empty where it has none. */
  static Optional<String> redirect(String record) {
    return terms(record).stream()
        .filter(term -> term.toLowerCase(Locale.ROOT).startsWith("redirect="))
        .map(term -> term.substring("redirect=".length()))
        .findFirst();
  }

  /** The record without ranges that belong to no single organisation. */
  static String withoutBroadRanges(String record) {
    return without(record, SpfRecordEditor::isBroadRange);
  }

  /**
   * The record without these terms.
   *
   * @param removed tests a term as it is written
   */
  static String without(String record, Predicate<String> removed) {
    List<String> terms = terms(record);
    terms.subList(1, terms.size()).removeIf(removed);
    return String.join(" ", terms);
  }

  private static boolean isBroadRange(String term) {
    try {
      return term.matches("(?i)\\+?ip4:.*")
          ? Network.of(range(term)).prefixLength() < BROAD_IPV4
          : term.matches("(?i)\\+?ip6:.*") && Network.of(range(term)).prefixLength() < BROAD_IPV6;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private static String range(String term) {
    return term.substring(term.indexOf(':') + 1);
  }

  private static List<String> terms(String record) {
    return new ArrayList<>(Arrays.asList(record.strip().split(" +")));
  }

  private static boolean isModifier(String term) {
    return term.matches("[A-Za-z][A-Za-z0-9_.-]*=.*");
  }
}
