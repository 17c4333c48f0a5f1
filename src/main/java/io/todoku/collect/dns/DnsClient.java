package io.todoku.collect.dns;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/** Sends questions to servers and distinguishes failed DNSSEC validation from other failures. */
final class DnsClient {

  private final Semaphore permits;

  /**
   * @param permits limit how many questions run at the same time
   */
  DnsClient(Semaphore permits) {
    this.permits = permits;
  }

  /**
   * @param bogus whether the message is a SERVFAIL because DNSSEC validation failed
   */
  record DnsReply(Message message, boolean bogus) {}

  /**
   * Asks a resolver. A SERVFAIL counts as failed validation if the same question is answered with
   * checking disabled (RFC 4035 section 3.2.2) and then fails again. The question is repeated
   * because the resolver's upstream may have been unreachable for a moment only; a resolver that
   * caches a failure for longer can report that as an extended error.
   *
   * @throws IOException if there is no usable reply
   */
  DnsReply ask(NamedResolver resolver, DnsQuestion question) throws IOException {
    Message first = ask(resolver, question, false);
    if (first.getRcode() != Rcode.SERVFAIL || !answersWithoutValidation(resolver, question)) {
      return new DnsReply(first, false);
    }
    Message again = ask(resolver, question, false);
    if (again.getRcode() != Rcode.SERVFAIL) {
      return new DnsReply(again, false);
    }
    return new DnsReply(
        first, !ExtendedErrors.of(first).and(ExtendedErrors.of(again)).isUpstreamFailure());
  }

  private boolean answersWithoutValidation(NamedResolver resolver, DnsQuestion question) {
    try {
      int rcode = ask(resolver, question, true).getRcode();
      return rcode == Rcode.NOERROR || rcode == Rcode.NXDOMAIN;
    } catch (IOException e) {
      return false;
    }
  }

  private Message ask(NamedResolver resolver, DnsQuestion question, boolean unchecked)
      throws IOException {
    Message query = Message.newQuery(question.toRecord());
    if (unchecked) {
      query.getHeader().setFlag(Flags.CD);
    }
    return ask(resolver, query);
  }

  /**
   * Sends the query unchanged, once.
   *
   * @throws IOException if there is no usable reply
   */
  Message ask(NamedResolver server, Message query) throws IOException {
    permits.acquireUninterruptibly();
    try {
      return server.send(query);
    } finally {
      permits.release();
    }
  }
}
