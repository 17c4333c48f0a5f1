package io.todoku.collect.aws;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/**
 * Credentials for one account, and the account that they belong to.
 *
 * @param accountId twelve digits; empty as long as STS was not asked
 */
record AccountSession(String accountId, AwsCredentialsProvider credentials) {

  /**
   * The credentials and the account that each request carries, because all accounts share one
   * client.
   */
  AwsRequestOverrideConfiguration requestConfiguration() {
    return AwsRequestOverrideConfiguration.builder()
        .credentialsProvider(credentials)
        .putExecutionAttribute(CallLimitInterceptor.ACCOUNT, accountId)
        .build();
  }
}
