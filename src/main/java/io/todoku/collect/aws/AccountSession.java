package io.todoku.collect.aws;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/**
 * Who one is, and by which credentials.
 *
 * @param accountId twelve digits; empty where it is not known yet
 */
record AccountSession(String accountId, AwsCredentialsProvider credentials) {

  /** What each request carries, so that all accounts can share one client. */
  AwsRequestOverrideConfiguration requestConfiguration() {
    return AwsRequestOverrideConfiguration.builder()
        .credentialsProvider(credentials)
        .putExecutionAttribute(CallLimitInterceptor.ACCOUNT, accountId)
        .build();
  }
}
