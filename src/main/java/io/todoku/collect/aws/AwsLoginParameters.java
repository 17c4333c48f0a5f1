package io.todoku.collect.aws;

import org.jspecify.annotations.Nullable;

/**
 * How to log in to an AWS account: by a role, by a profile or, where all are null, by the default
 * credentials chain.
 *
 * @param accountId twelve digits; credentials of another account are refused
 */
public record AwsLoginParameters(
    String accountId,
    @Nullable String roleArn,
    @Nullable String externalId,
    @Nullable String profile) {}
