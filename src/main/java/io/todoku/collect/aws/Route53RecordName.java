package io.todoku.collect.aws;

import io.todoku.snapshot.DnsLookup;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Converts names as Route 53 writes them. An octet that is not a letter, digit, hyphen or
 * underscore is written in octal there ({@code \052} is the asterisk of a wildcard), but in decimal
 * in DNS (RFC 1035 section 5.1).
 */
final class Route53RecordName {

  /** An octet in octal, or a character that must be escaped in DNS. */
  private static final Pattern ESCAPED = Pattern.compile("\\\\([0-3][0-7]{2})|[^A-Za-z0-9._*/-]");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_*/-]");

  private Route53RecordName() {}

  /** Returns the canonical name in the presentation form of DNS. */
  static String canonical(String name) {
    return DnsLookup.canonical(ESCAPED.matcher(name).replaceAll(Route53RecordName::toPresentation));
  }

  private static String toPresentation(MatchResult odd) {
    String octal = odd.group(1);
    StringBuilder presented = new StringBuilder();
    if (octal == null) {
      for (byte octet : odd.group().getBytes(StandardCharsets.UTF_8)) {
        presented.append(decimal(octet & 0xff));
      }
    } else {
      int octet = Integer.parseInt(octal, 8);
      String sign = String.valueOf((char) octet);
      presented.append(PLAIN.matcher(sign).matches() ? sign : decimal(octet));
    }
    return Matcher.quoteReplacement(presented.toString());
  }

  private static String decimal(int octet) {
    return "\\%03d".formatted(octet);
  }
}
