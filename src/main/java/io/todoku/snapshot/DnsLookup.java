package io.todoku.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One DNS question and what came back.
 *
 * @param name canonical: lower case, no trailing dot
 * @param type {@code A}, {@code AAAA}, {@code PTR}, {@code MX}, {@code TXT}
 * @param resolver that answered, {@code host} or {@code host:port}
 */
public record DnsLookup(
    String name, String type, String resolver, Instant at, Observed<DnsAnswer> answer) {

  /**
   * An answer that means something.
   *
   * @param records in presentation form, names canonical; empty unless {@code ANSWERED}
   * @param aliases the CNAME targets followed, in order
   * @param ttl seconds, the least of the chain; null where there is none
   */
  public record DnsAnswer(
      Status status, List<String> records, List<String> aliases, @Nullable Long ttl) {}

  /** What an answer says. Anything else (SERVFAIL, REFUSED, time-out) is not an answer. */
  public enum Status {
    ANSWERED,
    NXDOMAIN,
    NODATA,
    /** SERVFAIL, yet an answer with checking disabled: DNSSEC validation fails. */
    BOGUS,
    CNAME_LOOP
  }

  public static String canonical(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") && lower.length() > 1
        ? lower.substring(0, lower.length() - 1)
        : lower;
  }

  static DnsLookup notAsked(String name, String type, Instant at) {
    return new DnsLookup(
        name,
        type,
        "",
        at,
        Observed.unknown(Reason.of(Reason.Cause.NOT_ASKED, name + " " + type, "")));
  }
}
