package io.todoku.rule;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/** Address ranges as SPF writes them: {@code ip4:203.0.113.0/24}, {@code ip6:2001:db8::1}. */
final class Cidr {

  private Cidr() {}

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
    int slash = range.indexOf('/');
    try {
      byte[] net = literal(slash < 0 ? range : range.substring(0, slash));
      byte[] host = literal(address);
      if (net.length != host.length) {
        return false;
      }
      int bits = slash < 0 ? net.length * 8 : Integer.parseInt(range.substring(slash + 1));
      for (int i = 0; i < bits; i++) {
        int mask = 0x80 >> (i % 8);
        if ((net[i / 8] & mask) != (host[i / 8] & mask)) {
          return false;
        }
      }
      return true;
    } catch (UnknownHostException | NumberFormatException | IndexOutOfBoundsException e) {
      return false; // a malformed mechanism names nobody
    }
  }

  private static byte[] literal(String address) throws UnknownHostException {
    if (!address.matches("[0-9.]+|[0-9a-f:.]*:[0-9a-f:.]*")) {
      throw new UnknownHostException(address);
    }
    return InetAddress.getByName(address).getAddress();
  }
}
