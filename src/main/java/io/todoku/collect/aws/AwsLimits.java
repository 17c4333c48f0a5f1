package io.todoku.collect.aws;

import java.time.Duration;

/**
 * What a scan may take of AWS.
 *
 * @param connect for one connection
 * @param attempt for one attempt at one page of an answer
 * @param call for one page with the SDK's own retries
 * @param atOnce calls under way together, over all accounts
 * @param perSecond calls of one API in one account and Region, sustained
 * @param burst of them at once
 * @param repeats of a whole answer that was throttled away
 */
record AwsLimits(
    Duration connect,
    Duration attempt,
    Duration call,
    int maxConcurrent,
    double perSecond,
    int burst,
    int repeats) {

  static final AwsLimits DEFAULT =
      new AwsLimits(
          Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(45), 1024, 5, 10, 4);
}
