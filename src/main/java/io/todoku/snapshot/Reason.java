package io.todoku.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * Why something is not known.
 *
 * @param cause the kind of obstacle; texts in both languages are keyed by it
 * @param source what was asked: an API ({@code ec2:DescribeAddresses}), a query ({@code
 *     mail.example.com A}), a host ({@code 203.0.113.9:25})
 * @param detail what came back, as it came, at most 500 characters
 * @param fix the permission or setting that would let it be known, or null where there is none
 */
public record Reason(Cause cause, String source, String detail, @Nullable String fix) {

  private static final int DETAIL_LIMIT = 500;

  public Reason {
    if (detail.length() > DETAIL_LIMIT) {
      detail = detail.substring(0, DETAIL_LIMIT) + "…";
    }
  }

  public static Reason of(Cause cause, String source, String detail) {
    return new Reason(cause, source, detail, null);
  }

  /** The kinds of obstacle. */
  public enum Cause {
    /** The credentials lack a permission. */
    DENIED,
    /** The credentials themselves are missing, expired or refused. */
    NO_ACCESS,
    THROTTLED,
    TIMEOUT,
    UNREACHABLE,
    /** The network that we ask from lets nothing out on that port. */
    BLOCKED,
    SERVFAIL,
    REFUSED,
    /** What came back could not be understood. */
    MALFORMED,
    /** The account's support plan does not include the API. */
    NOT_SUBSCRIBED,
    /** A setting that the question needs is missing. */
    NOT_CONFIGURED,
    /** Outside what the probe may touch. */
    NOT_ALLOWED,
    /** Nobody asked: the snapshot was made without this observation. */
    NOT_ASKED,
    /** The service answered with an error of another kind. */
    FAILED
  }
}
