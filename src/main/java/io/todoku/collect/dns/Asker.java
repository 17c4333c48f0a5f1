package io.todoku.collect.dns;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/** Puts questions to servers, and tells failed DNSSEC validation from other failures. */
final class Asker {

  private final Semaphore places;

  /**
   * @param places for questions under way together
   */
  Asker(Semaphore places) {
    this.places = places;
  }

  /**
   * @param bogus whether the message is a SERVFAIL for which DNSSEC is to blame
   */
  record Reply(Message message, boolean bogus) {}

  /**
   * A SERVFAIL is taken for failed validation where the same question is answered once checking is
   * switched off (RFC 4035 section 3.2.2), and fails again after that. The repeat is there for a
   * resolver whose upstream was away for a moment; one that keeps a failure for longer may say so.
   *
   * @throws IOException where nothing usable came back
   */
  Reply ask(NamedResolver resolver, Question question) throws IOException {
    Message first = ask(resolver, question, false);
    if (first.getRcode() != Rcode.SERVFAIL || !answersUnchecked(resolver, question)) {
      return new Reply(first, false);
    }
    Message again = ask(resolver, question, false);
    if (again.getRcode() != Rcode.SERVFAIL) {
      return new Reply(again, false);
    }
    return new Reply(
        first, !ExtendedErrors.of(first).and(ExtendedErrors.of(again)).blameUpstream());
  }

  private boolean answersUnchecked(NamedResolver resolver, Question question) {
    try {
      int rcode = ask(resolver, question, true).getRcode();
      return rcode == Rcode.NOERROR || rcode == Rcode.NXDOMAIN;
    } catch (IOException e) {
      return false;
    }
  }

  private Message ask(NamedResolver resolver, Question question, boolean unchecked)
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
    places.acquireUninterruptibly();
    try {
      return server.send(query);
    } finally {
      places.release();
    }
  }
}
