package io.todoku.collect.dns;

import io.todoku.snapshot.DnsLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TXTRecord;

/**
 * The parts of one message that answer a question.
 *
 * @param aliases CNAME targets followed within the message, in order
 * @param finalName the name to which the aliases lead
 * @param records records of the requested type at {@code finalName}, in presentation form
 * @param ttls in seconds, of the aliases and records
 * @param negativeTtl seconds for which the absence of {@code finalName} may be cached, by the SOA
 *     of a zone that holds it (RFC 2308); null if there is no such SOA
 * @param inconclusiveReason why an answer without records does not prove that there are none (RFC
 *     2308 section 2.2); null if it does
 * @param malformedReason why the records are more than can be kept or than may exist (RFC 2181
 *     section 10.1); null if they are valid
 */
record ParsedResponse(
    List<Name> aliases,
    Name finalName,
    boolean aliasLoop,
    List<String> records,
    List<Long> ttls,
    @Nullable Long negativeTtl,
    @Nullable String inconclusiveReason,
    @Nullable String malformedReason) {

  private static final int MAX_TEXT = 4096;

  /**
   * @param visited names that were already followed; this method adds those that it follows
   * @param maxAliases how many aliases to follow; one more is followed so that the excess can be
   *     noticed
   */
  static ParsedResponse of(
      Message message, DnsQuestion question, Set<Name> visited, int maxAliases) {
    int wanted = question.type();
    List<Record> answers = message.getSection(org.xbill.DNS.Section.ANSWER);
    List<Name> aliases = new ArrayList<>();
    List<Long> ttls = new ArrayList<>();
    Name current = question.name();
    boolean loops = false;
    boolean twoAliases = false;
    List<Record> found = recordsAt(answers, current, wanted);
    while (found.isEmpty() && !loops && aliases.size() <= maxAliases) {
      List<Record> here = recordsAt(answers, current, org.xbill.DNS.Type.CNAME);
      twoAliases = here.stream().distinct().count() > 1;
      if (twoAliases || here.isEmpty() || !(here.getFirst() instanceof CNAMERecord cname)) {
        break;
      }
      current = cname.getTarget();
      aliases.add(current);
      ttls.add(cname.getTTL());
      loops = !visited.add(current);
      found = recordsAt(answers, current, wanted);
    }
    found.forEach(record -> ttls.add(record.getTTL()));
    Long negativeTtl = negativeTtl(message, current);
    List<String> texts = found.stream().map(ParsedResponse::text).distinct().toList();
    return new ParsedResponse(
        aliases,
        current,
        loops,
        texts,
        ttls,
        negativeTtl,
        negativeTtl == null ? inconclusiveReason(message, current.equals(question.name())) : null,
        twoAliases ? "several aliases at one name" : malformedReason(texts));
  }

  /** Whether an SOA of a zone that holds {@code finalName} proves that it has no such records. */
  boolean provesAbsence() {
    return negativeTtl != null;
  }

  private static List<Record> recordsAt(List<Record> records, Name name, int type) {
    return records.stream()
        .filter(r -> r.getType() == type && r.getDClass() == DClass.IN && r.getName().equals(name))
        .toList();
  }

  /**
   * Returns why an answer without records and without SOA does not prove that there are none; null
   * if it does.
   */
  private static @Nullable String inconclusiveReason(Message message, boolean aboutItself) {
    if (aboutItself && !message.getSection(org.xbill.DNS.Section.ANSWER).isEmpty()) {
      return "the answer is about something else";
    }
    for (Record record : message.getSection(org.xbill.DNS.Section.AUTHORITY)) {
      if (record instanceof NSRecord ns) {
        return "a referral to " + DnsLookup.canonical(ns.getTarget().toString());
      }
    }
    Header header = message.getHeader();
    return header.getFlag(Flags.RA) || header.getFlag(Flags.AA)
        ? null
        : "nothing, from a server that neither recurses nor has authority";
  }

  private static @Nullable Long negativeTtl(Message message, Name end) {
    return message.getSection(org.xbill.DNS.Section.AUTHORITY).stream()
        .filter(SOARecord.class::isInstance)
        .map(SOARecord.class::cast)
        .filter(soa -> end.subdomain(soa.getName()))
        .map(soa -> Math.min(soa.getTTL(), soa.getMinimum()))
        .findFirst()
        .orElse(null);
  }

  private static String text(Record record) {
    return switch (record) {
      case PTRRecord ptr -> DnsLookup.canonical(ptr.getTarget().toString());
      case MXRecord mx -> mx.getPriority() + " " + DnsLookup.canonical(mx.getTarget().toString());
      case NSRecord ns -> DnsLookup.canonical(ns.getTarget().toString());
      case CNAMERecord cname -> DnsLookup.canonical(cname.getTarget().toString());
      case TXTRecord txt -> String.join("", escaped(txt));
      default -> record.rdataToString();
    };
  }

  private static @Nullable String malformedReason(List<String> texts) {
    return texts.stream().anyMatch(text -> text.length() > MAX_TEXT)
        ? "a record of more than " + MAX_TEXT + " characters"
        : null;
  }

  /** Returns the strings of a TXT record; octets outside printable ASCII as {@code \DDD}. */
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
