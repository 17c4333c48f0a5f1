package io.todoku.snapshot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An address of the inventory that the outside world can see, whichever way it came to be there:
 * Elastic IP, auto-assigned IPv4, IPv6, or a NAT gateway's.
 *
 * @param id of the resource that holds it: an allocation, an interface, a NAT gateway
 */
public record PublicAddress(
    Kind kind,
    String id,
    String address,
    @Nullable String instanceId,
    @Nullable String networkInterfaceId,
    boolean idle,
    Map<String, String> tags) {

  /** How an account came to hold an address. */
  public enum Kind {
    ELASTIC_IP,
    PUBLIC_IP,
    IPV6_ADDRESS,
    NAT_GATEWAY
  }

  /** Each public address of a Region once, in the order Elastic IPs, interfaces, NAT gateways. */
  public static List<PublicAddress> in(RegionInventory region) {
    Map<String, PublicAddress> found = new LinkedHashMap<>();
    region.natGateways().orElse(List.of()).stream()
        .filter(nat -> !nat.state().equals("deleted"))
        .forEach(nat ->
            nat.publicAddresses()
                .forEach(a ->
                    found.put(
                        a,
                        new PublicAddress(
                            Kind.NAT_GATEWAY, nat.id(), a, null, null, false, Map.of()))));
    region
        .elasticIps()
        .orElse(List.of())
        .forEach(ip ->
            found.putIfAbsent(
                ip.address(),
                new PublicAddress(
                    Kind.ELASTIC_IP,
                    ip.allocationId(),
                    ip.address(),
                    ip.instanceId(),
                    ip.networkInterfaceId(),
                    ip.associationId() == null,
                    ip.tags())));
    for (var nic : region.networkInterfaces().orElse(List.of())) {
      if (nic.publicAddress() != null) {
        found.putIfAbsent(
            nic.publicAddress(),
            of(nic, nic.publicAddress(), nic.elastic() ? Kind.ELASTIC_IP : Kind.PUBLIC_IP));
      }
      nic.ipv6Addresses().forEach(a -> found.putIfAbsent(a, of(nic, a, Kind.IPV6_ADDRESS)));
    }
    return List.copyOf(found.values());
  }

  private static PublicAddress of(RegionInventory.NetworkInterface nic, String address, Kind kind) {
    return new PublicAddress(kind, nic.id(), address, nic.instanceId(), nic.id(), false, Map.of());
  }
}
