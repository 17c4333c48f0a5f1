package io.todoku.collect.aws;

import org.jspecify.annotations.Nullable;

/**
 * How to become someone in an AWS account: a role, a profile, or (all null) the default chain.
 *
 * @param accountId twelve digits; what answers for another account is refused
 */
public record AwsLoginParameters(
    String accountId,
    @Nullable String roleArn,
    @Nullable String externalId,
    @Nullable String profile) {}
