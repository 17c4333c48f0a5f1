package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.collect.aws.CallLimiter.BucketKey;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CallLimiterTests {

  private static final BucketKey ADDRESSES =
      new BucketKey("111111111111", "eu-west-1", "DescribeAddresses");

  private final AtomicLong now = new AtomicLong();
  private final CallLimiter limiter = new CallLimiter(2, 3, now::get);

  @Test
  void aBurstIsNotDelayedAndLaterCallsWaitForTokens() {
    assertThat(limiter.reserve(ADDRESSES)).isZero();
    assertThat(limiter.reserve(ADDRESSES)).isZero();
    assertThat(limiter.reserve(ADDRESSES)).isZero();
    assertThat(limiter.reserve(ADDRESSES)).isEqualTo(millis(500));
    assertThat(limiter.reserve(ADDRESSES)).isEqualTo(millis(1000));
  }

  @Test
  void tokensAreRefilledUpToTheBurst() {
    for (int i = 0; i < 3; i++) {
      limiter.reserve(ADDRESSES);
    }
    now.set(millis(500));
    assertThat(limiter.reserve(ADDRESSES)).isZero();
    now.set(TimeUnit.HOURS.toNanos(1));
    for (int i = 0; i < 3; i++) {
      assertThat(limiter.reserve(ADDRESSES)).isZero();
    }
    assertThat(limiter.reserve(ADDRESSES)).isEqualTo(millis(500));
  }

  @Test
  void eachAccountRegionAndApiHasItsOwnBucket() {
    for (int i = 0; i < 3; i++) {
      limiter.reserve(ADDRESSES);
    }
    assertThat(limiter.reserve(new BucketKey("222222222222", "eu-west-1", "DescribeAddresses")))
        .isZero();
    assertThat(limiter.reserve(new BucketKey("111111111111", "us-east-1", "DescribeAddresses")))
        .isZero();
    assertThat(limiter.reserve(new BucketKey("111111111111", "eu-west-1", "DescribeSubnets")))
        .isZero();
  }

  @Test
  void bucketsThatAreFullAgainAreForgottenAndOthersAreNot() {
    for (int account = 0; account < 1000; account++) {
      limiter.reserve(new BucketKey("%012d".formatted(account), "eu-west-1", "DescribeAddresses"));
    }
    now.set(TimeUnit.MINUTES.toNanos(1) - 1);
    for (int i = 0; i < 3; i++) {
      limiter.reserve(ADDRESSES);
    }
    now.set(TimeUnit.MINUTES.toNanos(1));
    assertThat(limiter.reserve(ADDRESSES)).isPositive();
    assertThat(limiter.buckets()).isEqualTo(1);
  }

  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
