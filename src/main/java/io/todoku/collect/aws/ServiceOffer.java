package io.todoku.collect.aws;

import java.net.UnknownHostException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;

/** Tells a service that a Region does not offer from one that cannot be reached. */
final class ServiceOffer {

  private ServiceOffer() {}

  /**
   * Returns whether the service does not exist in the Region: the SDK does not know the Region for
   * it, and its host name does not resolve.
   */
  static boolean isMissing(ServiceMetadata service, String region, SdkClientException failure) {
    return isUnknownHost(failure) && !service.regions().contains(Region.of(region));
  }

  /** Returns whether the service exists nowhere in the partition of the Region. */
  static boolean isMissing(ServiceMetadata service, String region) {
    return !Partition.ofRegion(region).offers(service);
  }

  private static boolean isUnknownHost(Throwable failure) {
    return failure instanceof UnknownHostException
        || (failure.getCause() != null && isUnknownHost(failure.getCause()));
  }
}
