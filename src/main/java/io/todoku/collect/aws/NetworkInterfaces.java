package io.todoku.collect.aws;

import io.todoku.snapshot.RegionInventory.InterfaceDetails;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.NetworkInterface.PublicIpAssociation;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;

/** Converts network interfaces to observations. */
final class NetworkInterfaces {

  /**
   * Types of interface through which a service receives traffic but starts no connection itself.
   */
  private static final Set<String> INBOUND_INTERFACE_TYPES =
      Set.of(
          "load_balancer",
          "network_load_balancer",
          "gateway_load_balancer",
          "global_accelerator_managed",
          "api_gateway_managed");

  /** Services that do the same through interfaces of the ordinary type. */
  private static final Set<String> INBOUND_SERVICES = Set.of("amazon-elb", "amazon-rds");

  private NetworkInterfaces() {}

  static NetworkInterface of(software.amazon.awssdk.services.ec2.model.NetworkInterface nic) {
    return new NetworkInterface(
        AwsText.orEmpty(nic.networkInterfaceId()),
        nic.attachment() == null ? null : AwsText.orNull(nic.attachment().instanceId()),
        AwsText.orNull(nic.subnetId()),
        Stream.concat(
                Stream.ofNullable(nic.association()),
                nic.privateIpAddresses().stream()
                    .flatMap(address -> Stream.ofNullable(address.association())))
            .flatMap(NetworkInterfaces::publicAddresses)
            .distinct()
            .toList(),
        nic.ipv6Addresses().stream().map(a -> AwsText.requireAddress(a.ipv6Address())).toList(),
        nic.groups().stream().map(g -> AwsText.orEmpty(g.groupId())).toList(),
        managedBy(nic),
        details(nic));
  }

  /** Returns the address on the Internet and the one of a carrier; usually there is one of them. */
  private static Stream<PublicIpAssociation> publicAddresses(
      NetworkInterfaceAssociation association) {
    String allocation = AwsText.orNull(association.allocationId());
    return Stream.concat(
        Stream.ofNullable(association.publicIp())
            .map(ip -> new PublicIpAssociation(AwsText.requireAddress(ip), allocation, false)),
        Stream.ofNullable(association.carrierIp())
            .map(ip -> new PublicIpAssociation(AwsText.requireAddress(ip), allocation, true)));
  }

  private static @Nullable String managedBy(
      software.amazon.awssdk.services.ec2.model.NetworkInterface nic) {
    String type = nic.interfaceTypeAsString();
    if (type != null && INBOUND_INTERFACE_TYPES.contains(type)) {
      return type;
    }
    String requester = nic.requesterId();
    return requester != null && INBOUND_SERVICES.contains(requester) ? requester : null;
  }

  private static InterfaceDetails details(
      software.amazon.awssdk.services.ec2.model.NetworkInterface nic) {
    return new InterfaceDetails(
        AwsText.orNull(nic.ownerId()),
        AwsText.orNull(nic.vpcId()),
        AwsText.orNull(nic.interfaceTypeAsString()),
        AwsText.orEmpty(nic.description()),
        AwsText.orNull(nic.requesterId()),
        Boolean.TRUE.equals(nic.requesterManaged()),
        nic.operator() == null ? null : AwsText.orNull(nic.operator().principal()),
        nic.sourceDestCheck(),
        AwsText.tags(nic.tagSet()));
  }
}
