package io.todoku.collect.aws;

import java.time.Duration;

/**
 * How much a scan may ask of AWS, and for how long.
 *
 * @param connect for opening one connection
 * @param attempt for one attempt to get one page of an answer
 * @param call for one page, including the SDK's own retries
 * @param maxConcurrent calls that run at the same time, over all accounts
 * @param perSecond calls a second to one API in one account and Region, sustained
 * @param burst calls that may be made at once before {@code perSecond} applies
 * @param throttledRetries how often a whole answer is asked for again after it was throttled
 */
record AwsLimits(
    Duration connect,
    Duration attempt,
    Duration call,
    int maxConcurrent,
    double perSecond,
    int burst,
    int throttledRetries) {

  static final AwsLimits DEFAULT =
      new AwsLimits(
          Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(45), 1024, 5, 10, 4);
}
