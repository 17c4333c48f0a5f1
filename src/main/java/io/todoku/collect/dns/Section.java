package io.todoku.collect.dns;

import io.todoku.snapshot.DnsLookup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TXTRecord;

/**
 * What one message says to a question.
 *
 * @param aliases CNAME targets followed within the message, in order
 * @param end the name at which it ends
 * @param records of the wanted type at the end, in presentation form
 * @param ttl seconds, the least of the records read; null where there are none
 * @param negativeTtl seconds for which the end may be kept as absent (RFC 2308); null where unsaid
 */
record Section(
    List<Name> aliases,
    Name end,
    boolean loops,
    List<String> records,
    @Nullable Long ttl,
    @Nullable Long negativeTtl) {

  private static final int MAX_RECORDS = 100;
  private static final int MAX_TEXT = 4096;

  /**
   * @param seen names already passed; those passed here are added
   */
  static Section of(Message message, Name question, int wanted, Set<Name> seen) {
    List<Record> answers = message.getSection(org.xbill.DNS.Section.ANSWER);
    List<Name> aliases = new ArrayList<>();
    List<Long> ttls = new ArrayList<>();
    Name current = question;
    boolean loops = false;
    List<Record> found = at(answers, current, wanted);
    while (found.isEmpty() && !loops) {
      Record alias =
          at(answers, current, org.xbill.DNS.Type.CNAME).stream().findFirst().orElse(null);
      if (!(alias instanceof CNAMERecord cname)) {
        break;
      }
      current = cname.getTarget();
      aliases.add(current);
      ttls.add(cname.getTTL());
      loops = !seen.add(current);
      found = at(answers, current, wanted);
    }
    found.forEach(record -> ttls.add(record.getTTL()));
    return new Section(
        aliases,
        current,
        loops,
        found.stream().limit(MAX_RECORDS).map(Section::text).distinct().toList(),
        ttls.stream().min(Comparator.naturalOrder()).orElse(null),
        negativeTtl(message));
  }

  /** The authority section carries an SOA: the server has looked and there is nothing. */
  boolean saysNoMore() {
    return negativeTtl != null;
  }

  private static List<Record> at(List<Record> records, Name name, int type) {
    return records.stream().filter(r -> r.getType() == type && r.getName().equals(name)).toList();
  }

  private static @Nullable Long negativeTtl(Message message) {
    return message.getSection(org.xbill.DNS.Section.AUTHORITY).stream()
        .filter(SOARecord.class::isInstance)
        .map(SOARecord.class::cast)
        .map(soa -> Math.min(soa.getTTL(), soa.getMinimum()))
        .findFirst()
        .orElse(null);
  }

  private static String text(Record record) {
    String text =
        switch (record) {
          case PTRRecord ptr -> DnsLookup.canonical(ptr.getTarget().toString());
          case MXRecord mx ->
              mx.getPriority() + " " + DnsLookup.canonical(mx.getTarget().toString());
          case TXTRecord txt -> String.join("", escaped(txt));
          default -> record.rdataToString();
        };
    return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
  }

  /** The strings of a TXT record; octets outside printable ASCII as {@code \DDD}. */
  private static List<String> escaped(TXTRecord txt) {
    return txt.getStringsAsByteArrays().stream()
        .map(bytes -> {
          StringBuilder out = new StringBuilder();
          for (byte octet : bytes) {
            int value = octet & 0xff;
            out.append(
                value >= 0x20 && value < 0x7f
                    ? String.valueOf((char) value)
                    : "\\%03d".formatted(value));
          }
          return out.toString();
        })
        .toList();
  }
}
