package io.todoku.snapshot;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether ranges of addresses together are most of the Internet, because a rule for two halves of
 * it opens as much as one for the whole.
 */
public final class OpenRanges {

  /** A range that is shorter than this is not meant for single networks. */
  private static final int WIDE_V4 = 8;

  private static final int WIDE_V6 = 16;

  private OpenRanges() {}

  /**
   * Whether at least half of the Internet's addresses are in one of the ranges.
   *
   * @param sources CIDR blocks; whatever else is left out, such as ids of groups
   */
  public static boolean coverTheInternet(List<String> sources, boolean ipv6) {
    Network whole = ipv6 ? IpRanges.GLOBAL_UNICAST_V6 : Network.of("0.0.0.0/0");
    Set<Prefix> apart = new HashSet<>();
    ranges(sources, whole)
        .map(Prefix::of)
        .distinct()
        .sorted(Comparator.comparingInt(Prefix::length))
        .filter(prefix -> prefix.shorterOnes().noneMatch(apart::contains))
        .forEach(apart::add);
    return apart.stream()
            .mapToDouble(prefix -> Math.pow(2, whole.prefixLength() - prefix.length()))
            .sum()
        >= 0.5;
  }

  /** Whether one of the sources of a rule is a range that is not for a single network. */
  public static boolean areWide(List<String> sources, boolean ipv6) {
    Network whole = ipv6 ? IpRanges.GLOBAL_UNICAST_V6 : Network.of("0.0.0.0/0");
    int wide = ipv6 ? WIDE_V6 : WIDE_V4;
    return ranges(sources, whole).anyMatch(range -> range.prefixLength() <= wide);
  }

  /** The public ranges of the family of the whole; one that contains the whole is the whole. */
  private static Stream<Network> ranges(List<String> sources, Network whole) {
    return sources.stream()
        .flatMap(source -> parse(source).stream())
        .filter(range -> range.base().getAddress().length == whole.base().getAddress().length)
        .filter(range -> isWithin(range, whole) || isWithin(whole, range))
        .filter(range ->
            IpRanges.SPECIAL_PURPOSE.stream().noneMatch(special -> isWithin(range, special)))
        .map(range -> isWithin(whole, range) ? whole : range);
  }

  private static List<Network> parse(String source) {
    try {
      return List.of(Network.of(source));
    } catch (IllegalArgumentException idOfAGroup) {
      return List.of();
    }
  }

  private static boolean isWithin(Network part, Network whole) {
    return whole.prefixLength() <= part.prefixLength() && whole.contains(part.base());
  }

  /**
   * The first bits of a range, by which those that contain it are found without comparing all.
   *
   * @param bits as a number
   */
  private record Prefix(BigInteger bits, int length) {

    static Prefix of(Network range) {
      byte[] address = range.base().getAddress();
      return new Prefix(
          new BigInteger(1, address).shiftRight(address.length * 8 - range.prefixLength()),
          range.prefixLength());
    }

    Stream<Prefix> shorterOnes() {
      return IntStream.range(0, length)
          .mapToObj(shorter -> new Prefix(bits.shiftRight(length - shorter), shorter));
    }
  }
}
