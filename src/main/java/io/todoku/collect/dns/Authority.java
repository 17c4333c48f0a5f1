package io.todoku.collect.dns;

import io.todoku.snapshot.DnsLookup;
import java.io.IOException;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/**
 * A server that is said to hold a zone, asked without recursion. What it does not say by authority
 * over that zone is no answer: the server is lame (RFC 9499 section 7).
 *
 * @param asker puts the questions
 */
record Authority(NamedResolver server, Name zone, Asker asker) implements Chain.Server {

  /** The server does not hold the zone. */
  static final class LameException extends IOException {
    private static final long serialVersionUID = 1;

    LameException(String said) {
      super(said);
    }
  }

  /**
   * @throws IOException where nothing usable came back, or nothing by authority
   */
  @Override
  public Asker.Reply ask(Question question) throws IOException {
    Message query = Message.newQuery(question.toRecord());
    query.getHeader().unsetFlag(Flags.RD);
    Message message = asker.ask(server, query);
    boolean answers = !message.getSection(Section.ANSWER).isEmpty();
    boolean says =
        answers || message.getRcode() == Rcode.NOERROR || message.getRcode() == Rcode.NXDOMAIN;
    if (says && !message.getHeader().getFlag(Flags.AA)) {
      throw new LameException(lame(message));
    }
    for (Record record : message.getSection(Section.AUTHORITY)) {
      if (!answers && record instanceof SOARecord && !record.getName().equals(zone)) {
        throw new LameException(
            "authority over " + DnsLookup.canonical(record.getName().toString()) + " alone");
      }
    }
    return new Asker.Reply(message, false);
  }

  private static String lame(Message message) {
    return message.getSection(Section.AUTHORITY).stream()
        .filter(NSRecord.class::isInstance)
        .map(NSRecord.class::cast)
        .findFirst()
        .map(ns -> "a referral to " + DnsLookup.canonical(ns.getTarget().toString()))
        .orElse("not authoritative");
  }
}
