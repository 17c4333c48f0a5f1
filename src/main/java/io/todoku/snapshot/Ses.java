package io.todoku.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Amazon SES in one Region.
 *
 * @param identities the domains and addresses that mail may be sent as; empty where SES is not
 *     used, or is not offered in the Region
 * @param dedicatedIps the addresses that only this account's mail leaves from; not asked where
 *     there are no identities
 */
public record Ses(
    Observed<SesAccount> account,
    List<SesIdentity> identities,
    Observed<List<DedicatedIp>> dedicatedIps) {

  /** Older files lack the dedicated addresses. */
  public Ses {
    dedicatedIps = dedicatedIps == null ? notAsked("ses:GetDedicatedIps") : dedicatedIps;
  }

  /** SES without an answer about dedicated addresses. */
  public Ses(Observed<SesAccount> account, List<SesIdentity> identities) {
    this(account, identities, notAsked("ses:GetDedicatedIps"));
  }

  private static <T> Observed<T> notAsked(String api) {
    return Observed.unknown(Reason.of(ReasonKind.NOT_ASKED, api, ""));
  }

  /**
   * A dedicated address.
   *
   * @param pool its name; empty where it is in none
   */
  public record DedicatedIp(String address, String warmupStatus, String pool) {}

  /**
   * What SES lets the account do in the Region ({@code GetAccount}).
   *
   * @param productionAccess false in the sandbox: mail goes to verified addresses only
   * @param enforcementStatus a free string of SES: {@code HEALTHY}, {@code PROBATION}, {@code
   *     SHUTDOWN}
   * @param max24HourSend messages; {@code -1}: without limit
   * @param sentLast24Hours messages
   * @param maxSendRate messages a second
   */
  public record SesAccount(
      boolean productionAccess,
      boolean sendingEnabled,
      String enforcementStatus,
      double max24HourSend,
      double sentLast24Hours,
      double maxSendRate) {}

  /**
   * A domain or address to send as.
   *
   * @param type {@code DOMAIN}, {@code EMAIL_ADDRESS}, {@code MANAGED_DOMAIN}
   * @param verificationStatus a free string of SES: {@code SUCCESS}, {@code PENDING}, …
   * @param details its DKIM and MAIL FROM settings; not asked for addresses and beyond 50 domains
   */
  public record SesIdentity(
      String name,
      String type,
      boolean sendingEnabled,
      String verificationStatus,
      Observed<SesIdentityDetails> details) {

    /** Older files lack the details. */
    public SesIdentity {
      details = details == null ? notAsked("ses:GetEmailIdentity") : details;
    }

    /** An identity without details. */
    public SesIdentity(
        String name, String type, boolean sendingEnabled, String verificationStatus) {
      this(name, type, sendingEnabled, verificationStatus, notAsked("ses:GetEmailIdentity"));
    }
  }

  /**
   * How SES signs for an identity and which return path it uses ({@code GetEmailIdentity}).
   *
   * @param dkimSigningEnabled whether SES signs its mail
   * @param dkimStatus a free string of SES: {@code SUCCESS}, {@code PENDING}, {@code FAILED}, …
   * @param dkimSelectors the selectors: three tokens with Easy DKIM, one of the customer's own with
   *     BYODKIM
   * @param dkimOrigin {@code AWS_SES}, {@code EXTERNAL} (BYODKIM), …; empty where not told
   * @param mailFromDomain the custom MAIL FROM domain; null where the mail leaves with one of SES
   * @param mailFromStatus a free string of SES; null where there is no such domain
   */
  public record SesIdentityDetails(
      boolean dkimSigningEnabled,
      String dkimStatus,
      List<String> dkimSelectors,
      String dkimOrigin,
      @Nullable String mailFromDomain,
      @Nullable String mailFromStatus) {}
}
