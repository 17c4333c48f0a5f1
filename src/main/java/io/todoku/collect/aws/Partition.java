package io.todoku.collect.aws;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * A partition of AWS: accounts, credentials and Regions of one do not exist in another.
 *
 * @param id as ARNs name it, {@code aws}, {@code aws-cn} or {@code aws-us-gov}
 */
record Partition(String id) {

  static final Partition AWS = new Partition("aws");

  /** The Regions that have the services which exist once in a partition, or sign for them. */
  private static final Map<String, String> HOME_REGIONS =
      Map.of("aws", "us-east-1", "aws-cn", "cn-north-1", "aws-us-gov", "us-gov-west-1");

  static Partition ofRegion(String region) {
    return new Partition(PartitionMetadata.of(Region.of(region)).id());
  }

  /** Returns the partition that an ARN names; empty where it is no ARN. */
  static Optional<Partition> ofArn(String arn) {
    return ProfilePartition.ofArn(arn).map(Partition::new);
  }

  /**
   * The Region for STS, for the list of Regions, and for services that exist once in a partition:
   * the SDK derives their own endpoints from it.
   */
  String homeRegion() {
    return HOME_REGIONS.getOrDefault(id, regions().findFirst().orElse("us-east-1"));
  }

  /** The Regions that the SDK knows, in the order of their names. */
  Stream<String> regions() {
    return Ec2Client.serviceMetadata().regions().stream()
        .map(Region::id)
        .filter(name -> !name.contains("fips"))
        .filter(name -> ofRegion(name).equals(this))
        .sorted(Comparator.naturalOrder());
  }

  /** Whether the SDK knows it, and thereby which Regions are in it. */
  boolean isKnown() {
    return offers(Ec2Client.serviceMetadata());
  }

  /** Whether the service exists in any Region of the partition. */
  boolean offers(ServiceMetadata service) {
    return service.servicePartitions().stream()
        .map(partition -> partition.partition().id())
        .anyMatch(id::equals);
  }
}
