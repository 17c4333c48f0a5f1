package io.todoku.collect.dns;

import io.todoku.snapshot.FailureText;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.WireParseException;

/** Converts failures of DNS to reasons. */
final class DnsFailures {

  private DnsFailures() {}

  /**
   * @param message with an rcode that does not answer whether the name exists
   */
  static Reason reason(Message message, String source) {
    int rcode = message.getRcode();
    ReasonKind cause =
        switch (rcode) {
          case Rcode.SERVFAIL -> ReasonKind.SERVFAIL;
          case Rcode.REFUSED -> ReasonKind.REFUSED;
          case Rcode.FORMERR -> ReasonKind.MALFORMED;
          default -> ReasonKind.FAILED;
        };
    return Reason.of(cause, source, Rcode.string(rcode) + ExtendedErrors.of(message).text());
  }

  static Reason reason(IOException e, String source) {
    return Reason.of(cause(e), source, isSilence(e) ? "" : detail(e));
  }

  /**
   * What failed. The same for each time-out, which dnsjava words by which of its timers is first.
   */
  static String detail(IOException e) {
    return isSilence(e) ? "timed out" : FailureText.of(e);
  }

  private static ReasonKind cause(IOException e) {
    if (e instanceof WireParseException) {
      return ReasonKind.MALFORMED;
    }
    if (e instanceof AuthoritativeServer.LameServerException) {
      return ReasonKind.INCONCLUSIVE;
    }
    return e instanceof NamedResolver.TruncatedException || isTimeout(e)
        ? ReasonKind.TIMEOUT
        : ReasonKind.UNREACHABLE;
  }

  /** Whether the failure is a time-out: of one question, or of all questions together. */
  static boolean isTimeout(IOException e) {
    return e instanceof SocketTimeoutException || isSilence(e);
  }

  /** Whether no answer came to a question; dnsjava shows that only in the message text. */
  private static boolean isSilence(IOException e) {
    return !(e instanceof NamedResolver.TruncatedException)
        && String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("timed out");
  }
}
