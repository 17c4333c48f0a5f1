package io.todoku.snapshot;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of addresses in CIDR notation. */
public record Network(InetAddress base, int prefixLength) {

  private static final Pattern LITERAL =
      Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  /**
   * @throws IllegalArgumentException where it is no {@code address/bits}
   */
  public static Network of(String cidr) {
    int slash = cidr.indexOf('/');
    Optional<InetAddress> base =
        parseAddress(slash < 0 ? cidr : cidr.substring(0, slash)); // an address alone is itself
    if (base.isPresent()) {
      int most = base.get().getAddress().length * 8;
      try {
        int bits = slash < 0 ? most : Integer.parseInt(cidr.substring(slash + 1));
        if (bits >= 0 && bits <= most) {
          return new Network(base.get(), bits);
        }
      } catch (NumberFormatException notANumber) {
        // told below
      }
    }
    throw new IllegalArgumentException("\"" + cidr + "\" is not a CIDR range such as 10.0.0.0/8");
  }

  /**
   * An IPv4 or IPv6 literal in its usual form, without a scope; never a look-up. IPv4-mapped IPv6
   * becomes IPv4.
   */
  public static Optional<InetAddress> parseAddress(String text) {
    if (!LITERAL.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException noLiteral) {
      return Optional.empty();
    }
  }

  /** Whether two literals are the same address, however each is written. */
  public static boolean sameAddress(String one, String other) {
    Optional<InetAddress> address = parseAddress(one);
    return address.isPresent() && address.equals(parseAddress(other));
  }

  /** Whether the address lies in it; never one of the other family. */
  public boolean contains(InetAddress address) {
    byte[] prefix = base.getAddress();
    byte[] host = address.getAddress();
    if (host.length != prefix.length) {
      return false;
    }
    for (int i = 0; i < prefixLength; i++) {
      int mask = 0x80 >> (i % 8);
      if ((prefix[i / 8] & mask) != (host[i / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
