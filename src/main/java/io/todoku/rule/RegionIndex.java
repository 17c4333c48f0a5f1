package io.todoku.rule;

import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.ReverseDns;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The inventory of a Region by id, because rules look up thousands of addresses. */
final class RegionIndex {

  private final List<PublicAddress> addresses;
  private final Map<String, Instance> instances = new HashMap<>();
  private final Map<String, NetworkInterface> interfaces = new HashMap<>();
  private final Map<String, String> ptrRecords = new HashMap<>();

  RegionIndex(RegionInventory region) {
    addresses = PublicAddress.in(region);
    region.instances().orElse(List.of()).forEach(i -> instances.putIfAbsent(i.id(), i));
    region.networkInterfaces().orElse(List.of()).forEach(n -> interfaces.putIfAbsent(n.id(), n));
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

  /** The ids of the security groups of an interface; empty where it was not listed. */
  List<String> groupsOf(String networkInterface) {
    NetworkInterface found = interfaces.get(networkInterface);
    return found == null ? List.of() : found.securityGroupIds();
  }

  /** The PTR that EC2 holds for an address; null where it holds none. */
  @Nullable String ptrOf(String address) {
    return ptrRecords.get(address);
  }
}
