package io.todoku.collect.dns;

import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** A question to DNS, in class IN. */
record DnsQuestion(Name name, int type) {

  /**
   * @param name in presentation form (RFC 1035 section 5.1), without trailing dot except the root
   * @return null if it is not a DNS name: a label over 63 octets, more than 255 in all, an empty
   *     label, a blank, or a letter outside ASCII, which a query would transmit as another letter
   * @throws IllegalArgumentException if the type does not exist
   */
  static @Nullable DnsQuestion of(String name, String type) {
    int wanted = Type.value(type);
    if (wanted < 0) {
      throw new IllegalArgumentException("no DNS record type: " + type);
    }
    boolean printable = name.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (name.isEmpty() || !printable) {
      return null;
    }
    try {
      Name absolute = Name.fromString(name.equals(".") ? name : name + ".");
      return absolute.isAbsolute() ? new DnsQuestion(absolute, wanted) : null;
    } catch (TextParseException e) {
      return null;
    }
  }

  /** Returns the same question about the target of an alias. */
  DnsQuestion withName(Name target) {
    return new DnsQuestion(target, type);
  }

  Record toRecord() {
    return Record.newRecord(name, type, DClass.IN);
  }
}
