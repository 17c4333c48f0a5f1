package io.todoku.spf;

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
 * Runs the steps of jSPF one after the other. Unlike the executor that it brings, this one counts
 * the terms that ask, remembers what is wrong with a record, and lets a fault of the program
 * through instead of calling it neutral.
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

  /** Terms that asked DNS so far. */
  int lookups() {
    return lookups;
  }

  /** What was first found wrong with a record; null where nothing was. */
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
        SPFResultException left = passToCatcher(end);
        if (left != null) {
          return left.getResult();
        }
      }
    }
    String result = getCurrentResult();
    return SPF1Utils.resultToName(result == null ? "" : result);
  }

  private DNSResponse answer(DNSLookupContinuation question) {
    try {
      return new DNSResponse(answers.getRecords(question.getRequest()));
    } catch (TimeoutException unseen) {
      return new DNSResponse(unseen);
    }
  }

  /**
   * To the nearest step that takes such an end, as an include does; what is left after the last.
   */
  private @Nullable SPFResultException passToCatcher(SPFResultException end) {
    SPFResultException left = end;
    while (true) {
      if (left instanceof PermErrorException && error == null) {
        error = left.getMessage();
      }
      SPFChecker catcher = popChecker(step -> step instanceof SPFCheckerExceptionCatcher);
      if (catcher == null) {
        return left;
      }
      try {
        ((SPFCheckerExceptionCatcher) catcher).onException(left, this);
        return null;
      } catch (SPFResultException another) {
        left = another;
      }
    }
  }
}
