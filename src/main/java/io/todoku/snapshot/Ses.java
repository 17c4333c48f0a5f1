package io.todoku.snapshot;

import java.util.List;

/**
 * Amazon SES in one Region.
 *
 * @param identities the domains and addresses that mail may be sent as; empty where SES is not
 *     used, or is not offered in the Region
 */
public record Ses(Observed<SesAccount> account, List<SesIdentity> identities) {

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
   */
  public record SesIdentity(
      String name, String type, boolean sendingEnabled, String verificationStatus) {}
}
