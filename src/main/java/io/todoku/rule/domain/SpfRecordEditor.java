package io.todoku.rule.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** Makes the SPF record to publish from the current one. */
final class SpfRecordEditor {

  private static final Pattern ALL = Pattern.compile("[-+~?]?all", Pattern.CASE_INSENSITIVE);

  private SpfRecordEditor() {}

  /** The record with these addresses, inserted before {@code all} and before modifiers. */
  static String withAddresses(String record, Collection<String> addresses) {
    List<String> terms = terms(record);
    List<String> more =
        addresses.stream()
            .map(address -> (address.contains(":") ? "ip6:" : "ip4:") + address)
            .filter(term -> !terms.contains(term))
            .toList();
    int end = 1;
    while (end < terms.size()
        && !ALL.matcher(terms.get(end)).matches()
        && !isModifier(terms, end)) {
      end++;
    }
    terms.addAll(end, more);
    return String.join(" ", terms);
  }

  /** The record with {@code ~all} at its end instead of any other {@code all}. */
  static String withSoftFail(String record) {
    List<String> terms = terms(record);
    terms.removeIf(term -> ALL.matcher(term).matches());
    terms.add("~all");
    return String.join(" ", terms);
  }

  private static List<String> terms(String record) {
    return new ArrayList<>(Arrays.asList(record.strip().split(" +")));
  }

  private static boolean isModifier(List<String> terms, int at) {
    return terms.get(at).matches("[A-Za-z][A-Za-z0-9_.-]*=.*");
  }
}
