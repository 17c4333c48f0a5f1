package io.todoku.account;

import io.todoku.snapshot.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of trying one action, in the Regions where it is the same.
 *
 * @param action as IAM writes it, {@code ec2:DescribeAddresses}
 * @param regions sorted; empty where the action concerns the whole account
 * @param evidence what proves it allowed: {@code answered}, or the code of AWS's answer; null where
 *     it is not proved
 * @param reason why it is not proved; null where it is, or where there is nothing to try
 */
public record ActionAccess(
    String action,
    List<String> regions,
    AccessResult result,
    @Nullable String evidence,
    @Nullable Reason reason) {}
