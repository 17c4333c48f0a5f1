package io.todoku.collect.dns;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/** Puts questions to servers, and tells failed DNSSEC validation from other failures. */
final class DnsClient {

  private final Semaphore permits;

  /**
   * @param places for questions under way together
   */
  DnsClient(Semaphore places) {
    this.permits = places;
  }

  /**
   * @param bogus whether the message is a SERVFAIL for which DNSSEC is to blame
   */
  record DnsReply(Message message, boolean bogus) {}

  /**
   * A SERVFAIL is taken for failed validation where the same question is answered once checking is
   * switched off (RFC 4035 section 3.2.2), and fails again after that. The repeat is there for a
   * resolver whose upstream was away for a moment; one that keeps a failure for longer may say so.
   *
   * @throws IOException where nothing usable came back
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
   * As it is, once.
   *
   * @throws IOException where nothing usable came back
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
