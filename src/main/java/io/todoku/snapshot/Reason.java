package io.todoku.snapshot;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Why something is not known.
 *
 * @param kind of obstacle; texts in both languages are keyed by it. The file form calls it {@code
 *     cause}
 * @param source what was asked: an API ({@code ec2:DescribeAddresses}), a query ({@code
 *     mail.example.com A}), a host ({@code 203.0.113.9:25})
 * @param detail what came back, as it came, at most 500 characters; empty where the cause says all
 * @param fix what would let it be known: a permission ({@code ec2:DescribeAddresses}), a setting
 *     ({@code todoku.dns.resolvers}), or a key of the texts ({@code trust-policy}); null where
 *     there is none
 */
public record Reason(
    @JsonProperty("cause") ReasonKind kind, String source, String detail, @Nullable String fix) {

  private static final int DETAIL_LIMIT = 500;

  public Reason {
    if (detail != null) { // a file may lack it, which the validator reports
      detail = detail.replaceAll("\\p{Cntrl}+", " ").strip();
      detail = detail.length() > DETAIL_LIMIT ? detail.substring(0, DETAIL_LIMIT) + "…" : detail;
    }
  }

  public static Reason of(ReasonKind kind, String source, String detail) {
    return new Reason(kind, source, detail, null);
  }

  /** The kind and what came back, as one line of evidence. */
  public String asEvidence() {
    return (kind + " " + detail).strip();
  }
}
