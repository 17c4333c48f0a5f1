package io.todoku.inventory;

import io.todoku.account.Waiver;
import io.todoku.checklist.ChecklistView;
import io.todoku.checklist.ChecklistView.ItemView;
import io.todoku.checklist.ChecklistView.SenderView;
import io.todoku.checklist.Wording;
import io.todoku.history.FindingState;
import io.todoku.mailpath.MailPathView;
import io.todoku.rule.Resource;
import io.todoku.rule.Sender;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An instance in one language.
 *
 * @param name its Name tag; null where it has none
 * @param state as EC2 tells it; null where the instance could not be listed
 * @param interfaces none where they could not be listed
 * @param addresses its public addresses, those that send first
 * @param exits the addresses that its mail leaves by, or may, where it has no public one
 * @param path of its first address, or else of the first exit; null where it has neither
 * @param items every finding about it and its addresses, most urgent first
 * @param waivers of these findings, whether in force or not
 * @param history what changed last first
 */
record ServerPage(
    String id,
    @Nullable String name,
    String region,
    @Nullable String state,
    @Nullable String vpcId,
    @Nullable String subnetId,
    Map<String, String> tags,
    List<InterfaceFacts> interfaces,
    List<SenderView> addresses,
    List<SenderView> exits,
    @Nullable MailPathView path,
    List<ItemView> items,
    List<Waiver> waivers,
    List<FindingState> history,
    Instant scannedAt) {

  /** The names of its findings, by which they are checked again. */
  public List<String> names() {
    return items.stream().map(item -> item.rule() + "/" + item.key()).toList();
  }

  /** A network interface, with its public addresses. */
  record InterfaceFacts(
      String id, @Nullable String subnetId, List<String> addresses, List<String> securityGroups) {

    static InterfaceFacts of(NetworkInterface nic) {
      return new InterfaceFacts(
          nic.id(),
          nic.subnetId(),
          Stream.concat(
                  nic.publicAddresses().stream().map(held -> held.address()),
                  nic.ipv6Addresses().stream())
              .toList(),
          nic.securityGroupIds());
    }
  }

  /**
   * Empty where the newest scan found neither the instance nor an interface or address that names
   * it.
   */
  static Optional<ServerPage> of(AccountInventory inventory, String id, Wording wording) {
    return inventory.snapshot().knownRegions().stream()
        .filter(region -> isIn(region, inventory, id))
        .findFirst()
        .map(region -> of(inventory, region, id, wording));
  }

  private static boolean isIn(RegionInventory region, AccountInventory inventory, String id) {
    return instance(region, id).isPresent()
        || !interfaces(region, id).isEmpty()
        || own(inventory, id).stream().anyMatch(sender -> sender.region().equals(region.name()));
  }

  private static Optional<Instance> instance(RegionInventory region, String id) {
    return region.instances().orElse(List.of()).stream()
        .filter(instance -> instance.id().equals(id))
        .findFirst();
  }

  private static List<NetworkInterface> interfaces(RegionInventory region, String id) {
    return region.networkInterfaces().orElse(List.of()).stream()
        .filter(nic -> id.equals(nic.instanceId()))
        .toList();
  }

  private static List<Sender> own(AccountInventory inventory, String id) {
    return inventory.list().senders().stream()
        .filter(sender -> id.equals(sender.instanceId()))
        .sorted(Comparator.comparing(Sender::role))
        .toList();
  }

  private static ServerPage of(
      AccountInventory inventory, RegionInventory region, String id, Wording wording) {
    Optional<Instance> instance = instance(region, id);
    Map<String, String> tags = instance.map(Instance::tags).orElse(Map.of());
    List<Sender> own = own(inventory, id);
    List<Sender> exits = own.isEmpty() ? inventory.paths().exitsOf(id, region.name()) : List.of();
    Predicate<Resource> about =
        resource ->
            resource.id().equals(id) || own.stream().anyMatch(sender -> isOf(resource, sender));
    return new ServerPage(
        id,
        Optional.ofNullable(tags.get("Name")).filter(name -> !name.isBlank()).orElse(null),
        region.name(),
        instance.map(Instance::state).orElse(null),
        instance.map(Instance::vpcId).orElse(null),
        instance.map(Instance::subnetId).orElse(null),
        tags,
        interfaces(region, id).stream().map(InterfaceFacts::of).toList(),
        views(inventory, own, wording),
        views(inventory, exits, wording),
        Stream.concat(own.stream(), exits.stream())
            .findFirst()
            .flatMap(sender -> inventory.paths().ofAddress(sender.address()))
            .map(path -> MailPathView.of(path, wording::of))
            .orElse(null),
        ChecklistView.itemsAbout(inventory.list(), about, wording),
        inventory.waiversAbout(about),
        inventory.historyOf(about),
        inventory.list().scan().finishedAt());
  }

  private static boolean isOf(Resource resource, Sender sender) {
    return resource.address() != null && Network.sameAddress(resource.address(), sender.address());
  }

  private static List<SenderView> views(
      AccountInventory inventory, List<Sender> senders, Wording wording) {
    List<SenderView> all = ChecklistView.sendersOf(inventory.list(), wording);
    return senders.stream()
        .flatMap(
            sender -> all.stream().filter(view -> view.address().equals(sender.address())).limit(1))
        .toList();
  }

  public FoundItems findings() {
    return FoundItems.of(items);
  }
}
