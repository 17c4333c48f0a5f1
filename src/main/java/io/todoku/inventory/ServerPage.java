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
 * @param state as EC2 tells it
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
    String state,
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

  /** Empty where the newest scan did not find the instance. */
  static Optional<ServerPage> of(AccountInventory inventory, String id, Wording wording) {
    return inventory.snapshot().knownRegions().stream()
        .flatMap(region ->
            region.instances().orElse(List.of()).stream()
                .filter(instance -> instance.id().equals(id))
                .map(instance ->
                    of(
                        inventory,
                        region.name(),
                        instance,
                        region.networkInterfaces().orElse(List.of()).stream()
                            .filter(nic -> id.equals(nic.instanceId()))
                            .toList(),
                        wording)))
        .findFirst();
  }

  private static ServerPage of(
      AccountInventory inventory,
      String region,
      Instance instance,
      List<NetworkInterface> interfaces,
      Wording wording) {
    List<Sender> own =
        inventory.list().senders().stream()
            .filter(sender -> instance.id().equals(sender.instanceId()))
            .sorted(Comparator.comparing(Sender::role))
            .toList();
    List<Sender> exits =
        own.isEmpty() ? inventory.paths().exitsOf(instance.id(), region) : List.of();
    Predicate<Resource> about =
        resource ->
            resource.id().equals(instance.id())
                || own.stream().anyMatch(sender -> isOf(resource, sender));
    return new ServerPage(
        instance.id(),
        Optional.ofNullable(instance.tags().get("Name")).filter(n -> !n.isBlank()).orElse(null),
        region,
        instance.state(),
        instance.vpcId(),
        instance.subnetId(),
        instance.tags(),
        interfaces.stream().map(InterfaceFacts::of).toList(),
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

  public List<ItemView> open() {
    return items.stream().filter(item -> !AddressPage.isSettled(item)).toList();
  }

  public List<ItemView> settled() {
    return items.stream().filter(AddressPage::isSettled).toList();
  }
}
