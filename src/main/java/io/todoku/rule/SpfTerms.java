package io.todoku.rule;

import io.todoku.snapshot.Network;
import java.util.Locale;

/** The ranges that an SPF record names: {@code ip4:203.0.113.0/24}, {@code ip6:2001:db8::1}. */
final class SpfTerms {

  private SpfTerms() {}

  /** Whether an {@code ip4} or {@code ip6} mechanism of this SPF record covers the address. */
  static boolean namedBySpf(String record, String address) {
    String text = record.replace("\"", "").toLowerCase(Locale.ROOT);
    if (!text.equals("v=spf1") && !text.startsWith("v=spf1 ")) {
      return false;
    }
    for (String term : text.split(" +")) {
      String mechanism = term.startsWith("+") ? term.substring(1) : term;
      if ((mechanism.startsWith("ip4:") || mechanism.startsWith("ip6:"))
          && contains(mechanism.substring(4), address)) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(String range, String address) {
    try {
      return Network.literal(address).map(Network.of(range)::contains).orElse(false);
    } catch (IllegalArgumentException malformed) {
      return false; // such a mechanism names nobody
    }
  }
}
