package io.todoku.collect.aws;

import org.jspecify.annotations.Nullable;

/**
 * How to log in to an AWS account: by a role, by a profile or, where all are null, by the default
 * credentials chain.
 *
 * @param accountId twelve digits; credentials of another account are refused
 * @param region one of the account's Regions, which tells the partition that it is in; null where
 *     none is configured
 */
public record AwsLoginParameters(
    String accountId,
    @Nullable String roleArn,
    @Nullable String externalId,
    @Nullable String profile,
    @Nullable String region) {

  /** Where no Region of the account is configured. */
  public AwsLoginParameters(
      String accountId,
      @Nullable String roleArn,
      @Nullable String externalId,
      @Nullable String profile) {
    this(accountId, roleArn, externalId, profile, null);
  }

  /** What to change where the credentials belong to another account. */
  String fixOfAnotherAccount() {
    if (roleArn != null) {
      return "account-of-role";
    }
    return profile != null ? "account-of-profile" : "account-of-credentials";
  }
}
