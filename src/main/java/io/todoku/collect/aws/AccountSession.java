package io.todoku.collect.aws;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/**
 * Credentials for one account, and the account that they belong to.
 *
 * @param identity whom the credentials belong to
 */
record AccountSession(CallerIdentity identity, SessionCredentials credentials) {

  String accountId() {
    return identity.accountId();
  }

  /** The partition that the account is in. */
  Partition partition() {
    return identity.partition();
  }

  /**
   * The credentials and the account that each request carries, because all accounts share one
   * client.
   */
  AwsRequestOverrideConfiguration requestConfiguration() {
    return requestConfiguration(accountId(), credentials);
  }

  /**
   * @param accountId the account whose call limits apply; empty as long as none is known
   */
  static AwsRequestOverrideConfiguration requestConfiguration(
      String accountId, AwsCredentialsProvider credentials) {
    return AwsRequestOverrideConfiguration.builder()
        .credentialsProvider(credentials)
        .putExecutionAttribute(CallLimitInterceptor.ACCOUNT, accountId)
        .build();
  }
}
