package io.todoku.collect.aws;

import io.todoku.snapshot.Observed;
import org.jspecify.annotations.Nullable;

/**
 * What came of trying one action in one Region.
 *
 * @param action as IAM writes it, {@code ec2:DescribeAddresses}
 * @param region null where the action concerns the whole account
 * @param evidence what proves it allowed, or why it is not proved; null where the Region does not
 *     offer the service, so that there is nothing to try
 */
public record ProbedAction(
    String action, @Nullable String region, @Nullable Observed<String> evidence) {}
