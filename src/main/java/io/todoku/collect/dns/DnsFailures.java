package io.todoku.collect.dns;

import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
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
    Cause cause =
        switch (rcode) {
          case Rcode.SERVFAIL -> Cause.SERVFAIL;
          case Rcode.REFUSED -> Cause.REFUSED;
          case Rcode.FORMERR -> Cause.MALFORMED;
          default -> Cause.FAILED;
        };
    return Reason.of(cause, source, Rcode.string(rcode) + ExtendedErrors.of(message).text());
  }

  static Reason reason(IOException e, String source) {
    String message = e.getMessage();
    return Reason.of(cause(e), source, message == null ? e.getClass().getSimpleName() : message);
  }

  private static Cause cause(IOException e) {
    if (e instanceof WireParseException) {
      return Cause.MALFORMED;
    }
    if (e instanceof AuthoritativeServer.LameServerException) {
      return Cause.INCONCLUSIVE;
    }
    return e instanceof NamedResolver.TruncatedException || isTimeout(e)
        ? Cause.TIMEOUT
        : Cause.UNREACHABLE;
  }

  /** Whether the failure is a time-out; dnsjava shows that only in the message text. */
  static boolean isTimeout(IOException e) {
    return !(e instanceof NamedResolver.TruncatedException)
        && (e instanceof SocketTimeoutException
            || String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("timed out"));
  }
}
