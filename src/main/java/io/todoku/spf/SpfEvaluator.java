package io.todoku.spf;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Reason;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The check_host() function of RFC 7208 (section 4): whether a domain authorises an address to send
 * its mail.
 */
public final class SpfEvaluator {

  /**
   * Addresses that no host has (RFC 1112 section 4, RFC 6666), IPv4 first, then IPv6: a record that
   * lets one of them pass lets anybody pass, and what it says of them it says of every stranger.
   */
  public static final List<String> UNASSIGNED_ADDRESSES = List.of("240.0.0.1", "100::1");

  /** What a receiver makes of it (RFC 7208 section 2.6). */
  public enum SpfResult {
    PASS,
    FAIL,
    SOFTFAIL,
    NEUTRAL,
    NONE,
    PERMERROR,
    TEMPERROR
  }

  /** Where answers come from: live DNS, or a snapshot. */
  @FunctionalInterface
  public interface DnsSource {

    /**
     * @param type {@code A}, {@code AAAA}, {@code MX}, {@code PTR}, {@code TXT}
     */
    DnsLookup lookup(String name, String type);
  }

  /**
   * @param lookups terms that asked DNS, of which receivers allow ten (section 4.6.4)
   * @param error what is wrong with the records, in English, where the result is {@code PERMERROR};
   *     else null
   * @param unseen the first answer that could not be had, where the result is {@code TEMPERROR};
   *     else null
   */
  public record SpfOutcome(
      SpfResult result, int lookups, @Nullable String error, @Nullable Reason failedLookup) {}

  private final DnsSource dns;

  public SpfEvaluator(DnsSource dns) {
    this.dns = dns;
  }

  /**
   * @param address of the sending host, IPv4 or IPv6
   * @param domain of the envelope sender
   */
  public SpfOutcome evaluate(String address, String domain) {
    return evaluate(address, "postmaster@" + domain, domain);
  }

  /**
   * @param mailFrom the envelope sender; empty: bounces, for which the name in HELO counts
   */
  SpfOutcome evaluate(String address, String mailFrom, String helo) {
    JspfDnsService answers = new JspfDnsService(dns);
    JspfSession evaluation = new JspfSession(answers, address, mailFrom, helo);
    SpfResult result;
    try {
      result = SpfResult.valueOf(evaluation.run().toUpperCase(Locale.ROOT));
    } catch (SpfLimitExceededException excess) {
      return new SpfOutcome(SpfResult.PERMERROR, evaluation.lookups(), excess.getMessage(), null);
    }
    if (result == SpfResult.PERMERROR) {
      return new SpfOutcome(result, evaluation.lookups(), evaluation.error(), null);
    }
    Reason unseen =
        answers.failedHostLookup() == null && result == SpfResult.TEMPERROR
            ? answers.failedTextLookup()
            : answers.failedHostLookup();
    return unseen == null
        ? new SpfOutcome(result, evaluation.lookups(), null, null)
        : new SpfOutcome(SpfResult.TEMPERROR, evaluation.lookups(), null, unseen);
  }
}
