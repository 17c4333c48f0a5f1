package io.todoku.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * Why something is not known.
 *
 * @param cause the kind of obstacle; texts in both languages are keyed by it
 * @param source what was asked: an API ({@code ec2:DescribeAddresses}), a query ({@code
 *     mail.example.com A}), a host ({@code 203.0.113.9:25})
 * @param detail what came back, as it came, at most 500 characters; empty where the cause says all
 * @param fix what would let it be known: a permission ({@code ec2:DescribeAddresses}), a setting
 *     ({@code todoku.dns.resolvers}), or a key of the texts ({@code trust-policy}); null where
 *     there is none
 */
public record Reason(Cause cause, String source, String detail, @Nullable String fix) {

  private static final int DETAIL_LIMIT = 500;

  public Reason {
    if (detail != null) { // a file may lack it, which the validator reports
      detail = detail.replaceAll("\\p{Cntrl}+", " ").strip();
      detail = detail.length() > DETAIL_LIMIT ? detail.substring(0, DETAIL_LIMIT) + "…" : detail;
    }
  }

  public static Reason of(Cause cause, String source, String detail) {
    return new Reason(cause, source, detail, null);
  }

  /** The cause and what came back, as one line of evidence. */
  public String asEvidence() {
    return (cause + " " + detail).strip();
  }

  /** The kinds of obstacle. */
  public enum Cause {
    /** The credentials lack a permission. */
    DENIED,
    /** The account refuses the credentials. */
    NO_ACCESS,
    /** There are no credentials, or they have expired. */
    NO_CREDENTIALS,
    /** The credentials belong to the account in the detail. */
    WRONG_ACCOUNT,
    THROTTLED,
    TIMEOUT,
    UNREACHABLE,
    /** The network that we ask from lets nothing out on that port. */
    BLOCKED,
    SERVFAIL,
    REFUSED,
    /** What was answered allows no verdict. */
    INCONCLUSIVE,
    /** The other side closed the connection in the middle. */
    CUT_OFF,
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
    /** Nobody has attested it, and the source shows nothing either. */
    NOT_RECORDED,
    /** The attestation is too old, or later evidence speaks against it. */
    OUTDATED,
    /** The service answered with an error of another kind. */
    FAILED,
    /** Todoku itself failed: a bug, and no fault of the account or of who was asked. */
    INTERNAL_ERROR
  }
}
