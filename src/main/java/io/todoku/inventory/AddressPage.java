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
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.CollectionOutcome;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.RoleOverride;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An address in one language.
 *
 * @param path null where the newest scan did not find the address
 * @param sender its roles; null likewise
 * @param facts null likewise
 * @param items every finding about it and about the sending limit of its Region, most urgent first
 * @param override what a person chose; null where nobody did
 * @param attestations about its Region
 * @param waivers of its findings, whether in force or not
 * @param history what changed last first
 */
record AddressPage(
    String address,
    @Nullable MailPathView path,
    @Nullable SenderView sender,
    @Nullable AddressFacts facts,
    List<ItemView> items,
    @Nullable RoleOverride override,
    List<Attestation> attestations,
    List<Waiver> waivers,
    List<FindingState> history,
    CollectionOutcome outcome,
    Instant scannedAt) {

  /** Empty where no scan found the address and nobody decided anything about it. */
  static Optional<AddressPage> of(AccountInventory inventory, String address, Wording wording) {
    return inventory
        .sender(address)
        .map(Sender::address)
        .or(() -> inventory.rememberedAddress(address))
        .map(known -> of(inventory, known, inventory.sender(address).orElse(null), wording));
  }

  private static AddressPage of(
      AccountInventory inventory, String address, @Nullable Sender sender, Wording wording) {
    Predicate<Resource> about = resource -> isAbout(resource, address);
    return new AddressPage(
        address,
        inventory
            .paths()
            .ofAddress(address)
            .map(path -> MailPathView.of(path, wording::of))
            .orElse(null),
        ChecklistView.sendersOf(inventory.list(), wording).stream()
            .filter(view -> view.address().equals(address))
            .findFirst()
            .orElse(null),
        sender == null ? null : AddressFacts.of(inventory.snapshot(), sender),
        ChecklistView.itemsAbout(
            inventory.list(), about.or(resource -> isRegionOf(resource, sender)), wording),
        inventory.overrides().get(address),
        sender == null || !sender.maySend()
            ? List.of()
            : inventory.list().attestations().stream()
                .filter(a -> a.region() == null || a.region().equals(sender.region()))
                .toList(),
        inventory.waiversAbout(about),
        inventory.historyOf(about),
        inventory.list().scan().outcome(),
        inventory.list().scan().finishedAt());
  }

  private static boolean isAbout(Resource resource, String address) {
    return resource.address() != null && Network.sameAddress(resource.address(), address);
  }

  /** The sending limit is of the whole Region, and of importance to what sends there. */
  private static boolean isRegionOf(Resource resource, @Nullable Sender sender) {
    return sender != null
        && sender.maySend()
        && resource.type() == Resource.Type.REGION
        && sender.region().equals(resource.region());
  }

  public FoundItems findings() {
    return FoundItems.of(items);
  }
}
