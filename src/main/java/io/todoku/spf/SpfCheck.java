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
public final class SpfCheck {

  /**
   * Addresses that no host has (RFC 1112 section 4, RFC 6666), IPv4 first, then IPv6: a record that
   * lets one of them pass lets anybody pass, and what it says of them it says of every stranger.
   */
  public static final List<String> STRANGERS = List.of("240.0.0.1", "100::1");

  /** What a receiver makes of it (RFC 7208 section 2.6). */
  public enum Result {
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
  public interface Lookups {

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
  public record Outcome(
      Result result, int lookups, @Nullable String error, @Nullable Reason unseen) {}

  private final Lookups dns;

  public SpfCheck(Lookups dns) {
    this.dns = dns;
  }

  /**
   * @param address of the sending host, IPv4 or IPv6
   * @param domain of the envelope sender
   */
  public Outcome check(String address, String domain) {
    return check(address, "postmaster@" + domain, domain);
  }

  /**
   * @param mailFrom the envelope sender; empty: bounces, for which the name in HELO counts
   */
  Outcome check(String address, String mailFrom, String helo) {
    Answers answers = new Answers(dns);
    Evaluation evaluation = new Evaluation(answers, address, mailFrom, helo);
    Result result;
    try {
      result = Result.valueOf(evaluation.run().toUpperCase(Locale.ROOT));
    } catch (Excess excess) {
      return new Outcome(Result.PERMERROR, evaluation.lookups(), excess.getMessage(), null);
    }
    if (result == Result.PERMERROR) {
      return new Outcome(result, evaluation.lookups(), evaluation.error(), null);
    }
    Reason unseen =
        answers.unseen() == null && result == Result.TEMPERROR
            ? answers.unseenText()
            : answers.unseen();
    return unseen == null
        ? new Outcome(result, evaluation.lookups(), null, null)
        : new Outcome(Result.TEMPERROR, evaluation.lookups(), null, unseen);
  }
}
