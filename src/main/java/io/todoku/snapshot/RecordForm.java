package io.todoku.snapshot;

import java.net.Inet4Address;
import java.util.regex.Pattern;

/** Checks that a record of a DNS answer is of the form that its type has. */
final class RecordForm {

  /** A name in presentation form: an octet that is no letter, digit or sign is escaped there. */
  private static final Pattern NAME = Pattern.compile("[^\\p{Z}\\p{C}]{1,1100}");

  private static final Pattern MX = Pattern.compile("\\d{1,5} [^\\p{Z}\\p{C}]{1,1100}");

  private RecordForm() {}

  /** Types that are not looked into are texts of any form. */
  static boolean isValid(String type, String record) {
    return switch (type) {
      case "A" -> Network.parseAddress(record).filter(Inet4Address.class::isInstance).isPresent();
      case "AAAA" -> record.contains(":") && Network.parseAddress(record).isPresent();
      case "PTR", "CNAME", "NS" -> isName(record);
      case "MX" -> MX.matcher(record).matches();
      default -> true;
    };
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }
}
