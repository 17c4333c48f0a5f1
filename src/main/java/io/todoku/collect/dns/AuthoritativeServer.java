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
 * A server to which a zone is delegated, asked without recursion. If it answers without authority
 * over that zone, it is lame (RFC 9499 section 7) and its answer is not used.
 *
 * @param client sends the questions
 */
record AuthoritativeServer(NamedResolver server, Name zone, DnsClient client)
    implements AliasChain.DnsServer {

  /** The server is not authoritative for the zone. */
  static final class LameServerException extends IOException {
    private static final long serialVersionUID = 1;

    LameServerException(String message) {
      super(message);
    }
  }

  /**
   * @throws IOException if there is no usable reply, or none with authority over the zone
   */
  @Override
  public DnsClient.DnsReply ask(DnsQuestion question) throws IOException {
    Message query = Message.newQuery(question.toRecord());
    query.getHeader().unsetFlag(Flags.RD);
    Message message = client.ask(server, query);
    boolean answers = !message.getSection(Section.ANSWER).isEmpty();
    boolean isAnswer =
        answers || message.getRcode() == Rcode.NOERROR || message.getRcode() == Rcode.NXDOMAIN;
    if (isAnswer && !message.getHeader().getFlag(Flags.AA)) {
      throw new LameServerException(lameReason(message));
    }
    for (Record record : message.getSection(Section.AUTHORITY)) {
      if (!answers && record instanceof SOARecord && !record.getName().equals(zone)) {
        throw new LameServerException(
            "authority over " + DnsLookup.canonical(record.getName().toString()) + " alone");
      }
    }
    return new DnsClient.DnsReply(message, false);
  }

  private static String lameReason(Message message) {
    return message.getSection(Section.AUTHORITY).stream()
        .filter(NSRecord.class::isInstance)
        .map(NSRecord.class::cast)
        .findFirst()
        .map(ns -> "a referral to " + DnsLookup.canonical(ns.getTarget().toString()))
        .orElse("not authoritative");
  }
}
