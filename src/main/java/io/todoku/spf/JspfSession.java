package io.todoku.spf;

import java.util.stream.Collectors;
import org.apache.james.jspf.core.DNSLookupContinuation;
import org.apache.james.jspf.core.DNSResponse;
import org.apache.james.jspf.core.SPF1Utils;
import org.apache.james.jspf.core.SPFChecker;
import org.apache.james.jspf.core.SPFCheckerExceptionCatcher;
import org.apache.james.jspf.core.SPFSession;
import org.apache.james.jspf.core.exceptions.PermErrorException;
import org.apache.james.jspf.core.exceptions.SPFResultException;
import org.apache.james.jspf.core.exceptions.TimeoutException;
import org.apache.james.jspf.impl.SPF;
import org.jspecify.annotations.Nullable;

/**
 * Runs the steps of jSPF one after the other. Unlike the executor of jSPF, it counts the terms with
 * DNS lookups, keeps the error of a record, and does not turn an unexpected exception into {@code
 * neutral}.
 */
final class JspfSession extends SPFSession {

  /**
   * The grammar and the steps of jSPF, once for all sessions: they keep no state, compiling them
   * takes most of an evaluation's time, and each session answers their questions to DNS itself.
   */
  private static final SPF CHECKER =
      new SPF(
          new JspfDnsService((name, type) -> {
            throw new IllegalStateException(name + " " + type + " was not asked of the session");
          }));

  private final JspfDnsService answers;
  private int lookups;
  private @Nullable String error;

  JspfSession(JspfDnsService answers, String address, String mailFrom, String helo) {
    super(mailFrom, helo, address);
    this.answers = answers;
  }

  /** The number of terms with DNS lookups so far. */
  int lookups() {
    return lookups;
  }

  /** The first error in a record; null where there is none. */
  @Nullable String error() {
    return error;
  }

  @Override
  public void increaseCurrentDepth() throws PermErrorException {
    lookups++;
    answers.beginTerm();
    super.increaseCurrentDepth();
  }

  /** The result's name in RFC 7208. */
  String run() {
    pushChecker(CHECKER);
    SPFChecker step;
    while ((step = popChecker()) != null) {
      try {
        DNSLookupContinuation question = step.checkSPF(this);
        while (question != null) {
          question = question.getListener().onDNSResponse(answer(question), this);
        }
      } catch (SPFResultException end) {
        SPFResultException unhandled = passToCatcher(end);
        if (unhandled != null) {
          return unhandled.getResult();
        }
      }
    }
    String result = getCurrentResult();
    return SPF1Utils.resultToName(result == null ? "" : result);
  }

  private DNSResponse answer(DNSLookupContinuation question) {
    try {
      return new DNSResponse(answers.getRecords(question.getRequest()));
    } catch (TimeoutException failedLookup) {
      return new DNSResponse(failedLookup);
    }
  }

  /**
   * The message without the grammar that jSPF appends to it, without the name of its exception, and
   * with octets beyond ASCII, such as those of a dash that a word processor made, as DNS writes
   * them.
   */
  private static String readable(String message) {
    if (message.equals("included checkSPF returned NoneException")) {
      return "An include or a redirect names a domain without an SPF record";
    }
    return message
        .replaceFirst("(?s)( is not syntactically valid): .*", "$1")
        .codePoints()
        .mapToObj(c -> c < ' ' || c > '~' ? "\\%03d".formatted(c) : String.valueOf((char) c))
        .collect(Collectors.joining());
  }

  /**
   * Passes the result to the nearest step that handles it, as an include does. Returns the result
   * that no step handled; null where one did.
   */
  private @Nullable SPFResultException passToCatcher(SPFResultException end) {
    SPFResultException unhandled = end;
    while (true) {
      if (unhandled instanceof PermErrorException && error == null) {
        error = readable(String.valueOf(unhandled.getMessage()));
      }
      SPFChecker catcher = popChecker(step -> step instanceof SPFCheckerExceptionCatcher);
      if (catcher == null) {
        return unhandled;
      }
      try {
        ((SPFCheckerExceptionCatcher) catcher).onException(unhandled, this);
        return null;
      } catch (SPFResultException another) {
        unhandled = another;
      }
    }
  }
}
