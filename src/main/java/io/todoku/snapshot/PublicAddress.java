package io.todoku.snapshot;

import io.todoku.snapshot.RegionInventory.ElasticIp;
import io.todoku.snapshot.RegionInventory.NatGateway;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An address of the inventory that the outside world can see, whichever way it came to be there:
 * Elastic IP, auto-assigned IPv4, IPv6, or a NAT gateway's.
 *
 * @param id of the resource that holds it: an allocation, an interface, a NAT gateway
 * @param allocationId of the Elastic IP that it is; null where it is none, or that was not seen
 * @param idle an Elastic IP that is associated with nothing
 * @param managedBy the AWS service whose interface holds it, see {@link NetworkInterface}
 */
public record PublicAddress(
    AddressKind kind,
    String id,
    String address,
    @Nullable String allocationId,
    @Nullable String instanceId,
    @Nullable String networkInterfaceId,
    boolean idle,
    @Nullable String managedBy,
    Map<String, String> tags) {

  /** How an account came to hold an address. */
  public enum AddressKind {
    ELASTIC_IP,
    PUBLIC_IP,
    IPV6_ADDRESS,
    NAT_GATEWAY,
    /** A carrier address of a Wavelength Zone. */
    CARRIER_ADDRESS,
    /** Of a Lightsail instance, or a static IP of Lightsail. */
    LIGHTSAIL_ADDRESS,
    /** A dedicated IP of Amazon SES. */
    SES_ADDRESS
  }

  /**
   * Each public address of a Region once, in the order Elastic IPs, interfaces, NAT gateways,
   * Lightsail, SES; with those of other accounts' interfaces in a shared VPC.
   */
  public static List<PublicAddress> in(RegionInventory region) {
    return in(region, region.networkInterfaces().orElse(List.of()));
  }

  /** The same without interfaces that another account owns. */
  public static List<PublicAddress> in(RegionInventory region, String accountId) {
    return in(
        region,
        region.networkInterfaces().orElse(List.of()).stream()
            .filter(
                nic -> nic.details().ownerId() == null || nic.details().ownerId().equals(accountId))
            .toList());
  }

  private static List<PublicAddress> in(RegionInventory region, List<NetworkInterface> interfaces) {
    Map<String, PublicAddress> found = new LinkedHashMap<>();
    List<ElasticIp> elasticIps = region.elasticIps().orElse(List.of());
    for (NatGateway nat : region.natGateways().orElse(List.of())) {
      if (nat.letsTrafficOut()) {
        nat.publicAddresses().forEach(a -> found.put(a, of(nat, a, elasticIps)));
      }
    }
    Map<String, String> managers = new HashMap<>();
    interfaces.stream()
        .filter(nic -> nic.managedBy() != null)
        .forEach(nic -> managers.put(nic.id(), nic.managedBy()));
    elasticIps.forEach(ip -> found.putIfAbsent(ip.address(), of(ip, managers)));
    for (NetworkInterface nic : interfaces) {
      for (NetworkInterface.PublicIpAssociation outside : nic.publicAddresses()) {
        AddressKind kind =
            outside.carrier()
                ? AddressKind.CARRIER_ADDRESS
                : outside.allocationId() == null ? AddressKind.PUBLIC_IP : AddressKind.ELASTIC_IP;
        found.putIfAbsent(
            outside.address(), of(nic, outside.address(), kind, outside.allocationId()));
      }
      nic.ipv6Addresses().stream()
          .filter(
              a -> Network.parseAddress(a).map(IpRanges.GLOBAL_UNICAST_V6::contains).orElse(false))
          .forEach(a -> found.putIfAbsent(a, of(nic, a, AddressKind.IPV6_ADDRESS, null)));
    }
    region
        .lightsail()
        .orElse(Lightsail.NONE)
        .addresses()
        .forEach(a -> found.putIfAbsent(a.address(), a));
    if (region.ses() instanceof Observed.Known<Ses>(Ses ses)) {
      ses.dedicatedIps()
          .orElse(List.of())
          .forEach(ip ->
              found.putIfAbsent(
                  ip.address(),
                  of(AddressKind.SES_ADDRESS, ip.address(), ip.address(), false, Map.of())));
    }
    return List.copyOf(found.values());
  }

  /** An address outside VPCs. */
  static PublicAddress of(
      AddressKind kind, String id, String address, boolean idle, Map<String, String> tags) {
    return new PublicAddress(kind, id, address, null, null, null, idle, null, tags);
  }

  private static PublicAddress of(NatGateway nat, String address, List<ElasticIp> elasticIps) {
    ElasticIp own =
        elasticIps.stream().filter(ip -> ip.address().equals(address)).findFirst().orElse(null);
    return new PublicAddress(
        AddressKind.NAT_GATEWAY,
        nat.id(),
        address,
        own == null ? null : own.allocationId(),
        null,
        null,
        false,
        null,
        own == null ? Map.of() : own.tags());
  }

  /**
   * @param managers by the interfaces that they manage
   */
  private static PublicAddress of(ElasticIp ip, Map<String, String> managers) {
    return new PublicAddress(
        AddressKind.ELASTIC_IP,
        ip.allocationId(),
        ip.address(),
        ip.allocationId(),
        ip.instanceId(),
        ip.networkInterfaceId(),
        ip.associationId() == null,
        ip.networkInterfaceId() == null ? null : managers.get(ip.networkInterfaceId()),
        ip.tags());
  }

  private static PublicAddress of(
      NetworkInterface nic, String address, AddressKind kind, @Nullable String allocationId) {
    return new PublicAddress(
        kind,
        allocationId == null ? nic.id() : allocationId,
        address,
        allocationId,
        nic.instanceId(),
        nic.id(),
        false,
        nic.managedBy(),
        nic.details().tags());
  }
}
