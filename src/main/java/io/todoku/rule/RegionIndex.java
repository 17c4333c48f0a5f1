package io.todoku.rule;

import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.ReverseDns;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The inventory of a Region by id, because rules look up thousands of addresses. */
final class RegionIndex {

  private final List<PublicAddress> addresses;
  private final Map<String, Instance> instances = new HashMap<>();
  private final Map<String, NetworkInterface> interfaces = new HashMap<>();
  private final Map<String, String> interfaceOfAddress = new HashMap<>();
  private final Map<String, String> vpcOfSubnet = new HashMap<>();
  private final Set<String> ownAddresses = new HashSet<>();
  private final Map<String, String> ptrRecords = new HashMap<>();

  /**
   * @param accountId whose addresses count; another account has its own in a shared VPC
   */
  RegionIndex(RegionInventory region, String accountId) {
    addresses = PublicAddress.in(region, accountId);
    region.instances().orElse(List.of()).forEach(i -> instances.putIfAbsent(i.id(), i));
    region.networkInterfaces().orElse(List.of()).forEach(n -> interfaces.putIfAbsent(n.id(), n));
    region.subnets().orElse(List.of()).forEach(s -> vpcOfSubnet.putIfAbsent(s.id(), s.vpcId()));
    addresses.stream()
        .filter(a -> a.networkInterfaceId() != null)
        .forEach(a -> interfaceOfAddress.put(a.address(), a.networkInterfaceId()));
    region.elasticIps().orElse(List.of()).stream()
        .filter(ip -> ip.accountPool() != null)
        .forEach(ip -> ownAddresses.add(ip.address()));
    for (ReverseDns reverse : region.reverseDns().orElse(List.of())) {
      if (reverse.ptrRecord() != null && !reverse.ptrRecord().isBlank()) {
        ptrRecords.putIfAbsent(reverse.address(), reverse.ptrRecord());
      }
    }
  }

  List<PublicAddress> addresses() {
    return addresses;
  }

  /** The tags of an instance; empty where it was not listed. */
  Map<String, String> tagsOf(@Nullable String instance) {
    Instance found = instance == null ? null : instances.get(instance);
    return found == null ? Map.of() : found.tags();
  }

  /**
   * The tags of the address, or else of its interface, or else of its instance: the first that have
   * a tag about mail. The address's own where none has.
   */
  Map<String, String> mailTagsOf(PublicAddress address) {
    NetworkInterface nic = interfaceOf(address);
    return Stream.of(
            address.tags(),
            nic == null ? Map.<String, String>of() : nic.details().tags(),
            tagsOf(address.instanceId()))
        .filter(tags -> MailTag.of(tags) != MailTag.ABSENT)
        .findFirst()
        .orElse(address.tags());
  }

  /** Whether what has this address has no other one over IPv4 by which its mail may leave. */
  boolean isOnlyIpv4AddressOfHost(PublicAddress address) {
    return address.instanceId() == null
        || address.kind() == PublicAddress.AddressKind.IPV6_ADDRESS
        || addresses.stream()
            .filter(other -> other.kind() != PublicAddress.AddressKind.IPV6_ADDRESS)
            .noneMatch(other ->
                address.instanceId().equals(other.instanceId())
                    && !address.address().equals(other.address()));
  }

  /** The interface that has an address; null where it has none or it was not listed. */
  @Nullable NetworkInterface interfaceOf(PublicAddress address) {
    return address.networkInterfaceId() == null
        ? null
        : interfaces.get(address.networkInterfaceId());
  }

  /** The VPC of a sender's interface; null where it has none or it is not known. */
  @Nullable String vpcOf(Sender sender) {
    String id = interfaceOfAddress.get(sender.address());
    NetworkInterface nic = id == null ? null : interfaces.get(id);
    if (nic == null) {
      return null;
    }
    return nic.details().vpcId() != null
        ? nic.details().vpcId()
        : nic.subnetId() == null ? null : vpcOfSubnet.get(nic.subnetId());
  }

  /** The ids of the security groups of an interface; empty where it was not listed. */
  List<String> groupsOf(String networkInterface) {
    NetworkInterface found = interfaces.get(networkInterface);
    return found == null ? List.of() : found.securityGroupIds();
  }

  /**
   * Whether the address comes from a pool of the customer's own addresses (BYOIP), whose PTR is in
   * a reverse zone of the customer and not held by EC2.
   */
  boolean isOwnAddress(String address) {
    return ownAddresses.contains(address);
  }

  /** The PTR that EC2 holds for an address; null where it holds none. */
  @Nullable String ptrOf(String address) {
    return ptrRecords.get(address);
  }
}
