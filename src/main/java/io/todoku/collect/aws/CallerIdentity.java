package io.todoku.collect.aws;

import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * Whom credentials belong to, as STS tells it.
 *
 * @param accountId twelve digits
 * @param name the ARN of the user or the role, or the account where STS tells no ARN
 * @param partition that the ARN names
 */
record CallerIdentity(String accountId, String name, Partition partition) {

  /**
   * @param asked the partition whose STS gave the answer
   */
  static CallerIdentity of(GetCallerIdentityResponse answer, Partition asked) {
    String accountId = answer.account();
    if (accountId == null || accountId.isBlank()) {
      throw new MalformedAnswerException("the answer names no account");
    }
    String arn = AwsText.orEmpty(answer.arn());
    return new CallerIdentity(
        accountId, arn.isEmpty() ? accountId : arn, Partition.ofArn(arn).orElse(asked));
  }

  /** Why a Region cannot be read by these credentials; null where it is in their partition. */
  @Nullable Reason otherPartition(String region) {
    return Partition.ofRegion(region).equals(partition) || !partition.isKnown()
        ? null
        : new Reason(
            ReasonKind.WRONG_PARTITION,
            ApiCall.GET_CALLER_IDENTITY.action(),
            name + " / " + region,
            "partition-of-regions");
  }
}
