package io.todoku.mailpath;

import io.todoku.rule.Sender;
import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.NatGateway;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the inventory holds of a public address and of what has it.
 *
 * @param region of the address
 * @param networkInterface null where it has none, or it was not listed
 */
public record AddressHolder(
    RegionInventory region, PublicAddress address, @Nullable NetworkInterface networkInterface) {

  /** Empty where the address is not in the inventory. */
  public static Optional<AddressHolder> find(Snapshot snapshot, Sender sender) {
    return snapshot.knownRegions().stream()
        .filter(region -> region.name().equals(sender.region()))
        .flatMap(region -> find(region, snapshot.account().id(), sender.address()))
        .findFirst();
  }

  private static Stream<AddressHolder> find(
      RegionInventory region, String accountId, String address) {
    return PublicAddress.in(region, accountId).stream()
        .filter(held -> held.address().equals(address))
        .map(held -> new AddressHolder(region, held, interfaceOf(region, held)));
  }

  private static @Nullable NetworkInterface interfaceOf(
      RegionInventory region, PublicAddress held) {
    return region.networkInterfaces().orElse(List.of()).stream()
        .filter(nic ->
            nic.id().equals(held.networkInterfaceId())
                || (held.networkInterfaceId() == null && nic.hasAddress(held.address())))
        .findFirst()
        .orElse(null);
  }

  /** The Name tag of an instance of the Region; empty where it has none. */
  public Optional<String> nameOf(@Nullable String instanceId) {
    return region.instances().orElse(List.of()).stream()
        .filter(instance -> instance.id().equals(instanceId))
        .flatMap(instance -> Stream.ofNullable(instance.tags().get("Name")))
        .filter(name -> !name.isBlank())
        .findFirst();
  }

  /** The tags of the address and of the instance that has it. */
  public Map<String, String> instanceTags() {
    return region.instances().orElse(List.of()).stream()
        .filter(instance -> instance.id().equals(address.instanceId()))
        .findFirst()
        .map(RegionInventory.Instance::tags)
        .orElse(Map.of());
  }

  /** By what hosts without a public address reach it: the gateway, or the interface. */
  @Nullable String translator() {
    return address.kind() == PublicAddress.AddressKind.NAT_GATEWAY
        ? address.id()
        : address.networkInterfaceId();
  }

  /** The NAT gateway that has the address. */
  Optional<NatGateway> gateway() {
    return region.natGateways().orElse(List.of()).stream()
        .filter(nat -> nat.id().equals(address.id()))
        .findFirst();
  }
}
