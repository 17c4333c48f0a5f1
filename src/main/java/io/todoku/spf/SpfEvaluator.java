package io.todoku.spf;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Reason;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates whether a domain authorises an address to send its mail: the check_host() function of
 * RFC 7208 (section 4).
 */
public final class SpfEvaluator {

  /**
   * Addresses that no host has (RFC 1112 section 4, RFC 6666), first IPv4, then IPv6. Their result
   * is that of every stranger.
   */
  public static final List<String> UNASSIGNED_ADDRESSES = List.of("240.0.0.1", "100::1");

  /** The results of an evaluation (RFC 7208 section 2.6). */
  public enum SpfResult {
    PASS,
    FAIL,
    SOFTFAIL,
    NEUTRAL,
    NONE,
    PERMERROR,
    TEMPERROR
  }

  /** The source of DNS answers: live DNS, or a snapshot. */
  @FunctionalInterface
  public interface DnsSource {

    /**
     * @param type {@code A}, {@code AAAA}, {@code MX}, {@code PTR}, {@code TXT}
     */
    DnsLookup lookup(String name, String type);
  }

  /**
   * @param lookups the number of terms with DNS lookups, of which receivers allow ten (section
   *     4.6.4)
   * @param error the error in the records, in English, where the result is {@code PERMERROR}; else
   *     null
   * @param failedLookup the first lookup that failed, where the result is {@code TEMPERROR}; else
   *     null
   */
  public record SpfOutcome(
      SpfResult result, int lookups, @Nullable String error, @Nullable Reason failedLookup) {}

  private final DnsSource dns;

  public SpfEvaluator(DnsSource dns) {
    this.dns = dns;
  }

  /**
   * @param address the IPv4 or IPv6 address of the sending host
   * @param domain the domain of the envelope sender
   */
  public SpfOutcome evaluate(String address, String domain) {
    return evaluate(address, "postmaster@" + domain, domain);
  }

  /**
   * @param mailFrom the envelope sender; empty for bounces, for which the HELO name counts
   */
  SpfOutcome evaluate(String address, String mailFrom, String helo) {
    JspfDnsService answers = new JspfDnsService(dns);
    JspfSession evaluation = new JspfSession(answers, address, mailFrom, helo);
    SpfResult result;
    try {
      result = SpfResult.valueOf(evaluation.run().toUpperCase(Locale.ROOT));
    } catch (SpfLimitExceededException excess) {
      return new SpfOutcome(SpfResult.PERMERROR, evaluation.lookups(), excess.getMessage(), null);
    } catch (StackOverflowError tooDeep) { // the grammar of jSPF is recursive
      return new SpfOutcome(
          SpfResult.PERMERROR, evaluation.lookups(), "The record cannot be evaluated", null);
    }
    if (result == SpfResult.PERMERROR) {
      return new SpfOutcome(result, evaluation.lookups(), evaluation.error(), null);
    }
    Reason failedLookup =
        answers.failedHostLookup() == null && result == SpfResult.TEMPERROR
            ? answers.failedTextLookup()
            : answers.failedHostLookup();
    return failedLookup == null
        ? new SpfOutcome(result, evaluation.lookups(), null, null)
        : new SpfOutcome(SpfResult.TEMPERROR, evaluation.lookups(), null, failedLookup);
  }
}
