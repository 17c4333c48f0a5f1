package io.todoku.rule;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Distinguishes names that a provider, or the holder of a range, generates from an address from
 * names someone chose for mail.
 */
public final class GenericName {

  private static final Pattern NUMBERS = Pattern.compile("\\d+");

  private GenericName() {}

  /** Whether it is AWS's own name, or contains the whole address in one of the usual forms. */
  public static boolean isGeneric(String name, String address) {
    String lower = name.toLowerCase(Locale.ROOT);
    return AwsNames.isProviderName(lower)
        || (address.contains(":") ? embedsV6(lower, address) : embedsV4(lower, address));
  }

  private static boolean embedsV4(String name, String address) {
    String[] octets = address.split("\\.");
    List<String> numbers = new ArrayList<>();
    var matcher = NUMBERS.matcher(name);
    while (matcher.find()) {
      numbers.add(stripZeros(matcher.group()));
    }
    List<String> forward = Arrays.asList(octets);
    String padded =
        Arrays.stream(octets)
            .map(o -> "%3s".formatted(o).replace(' ', '0'))
            .collect(Collectors.joining());
    String hex =
        Arrays.stream(octets)
            .map(o -> "%02x".formatted(Integer.parseInt(o)))
            .collect(Collectors.joining());
    return containsOctets(numbers, forward)
        || containsOctets(numbers, forward.reversed())
        || name.contains(padded)
        || Arrays.asList(name.split("[.-]")).contains(hex);
  }

  private static boolean embedsV6(String name, String address) {
    String hex = HexFormat.of().formatHex(InetAddress.ofLiteral(address).getAddress());
    return name.replaceAll("[^0-9a-f]", "").contains(hex);
  }

  private static boolean containsOctets(List<String> numbers, List<String> octets) {
    for (int i = 0; i + 4 <= numbers.size(); i++) {
      if (numbers.subList(i, i + 4).equals(octets)) {
        return true;
      }
    }
    return false;
  }

  private static String stripZeros(String number) {
    return number.replaceFirst("^0+(?=\\d)", "");
  }
}
