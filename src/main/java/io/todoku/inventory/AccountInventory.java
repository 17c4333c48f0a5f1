package io.todoku.inventory;

import io.todoku.account.Waiver;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.Checklist.Item;
import io.todoku.checklist.Wording;
import io.todoku.history.FindingState;
import io.todoku.mailpath.MailPaths;
import io.todoku.rule.Resource;
import io.todoku.rule.Sender;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.RoleOverride;
import io.todoku.snapshot.Snapshot;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What was collected, found and decided of one account.
 *
 * @param states of every finding in the history
 * @param waivers whether in force or not
 * @param overrides by address
 */
record AccountInventory(
    Snapshot snapshot,
    Checklist list,
    Collection<FindingState> states,
    List<Waiver> waivers,
    Map<String, RoleOverride> overrides) {

  MailPaths paths() {
    return new MailPaths(
        snapshot, list.senders(), list.items().stream().map(Item::finding).toList());
  }

  /** The address as the newest scan found it. */
  Optional<Sender> sender(String address) {
    return list.senders().stream()
        .filter(sender -> Network.sameAddress(sender.address(), address))
        .findFirst();
  }

  /**
   * An address that the newest scan did not find, but an earlier one did, or that a person decided
   * about; as it is written there.
   */
  Optional<String> rememberedAddress(String address) {
    return Stream.of(
            list.items().stream().map(item -> item.finding().resource().address()),
            states.stream().map(state -> state.resource().address()),
            overrides.keySet().stream())
        .flatMap(addresses -> addresses)
        .filter(known -> known != null && Network.sameAddress(known, address))
        .findFirst();
  }

  /** The waivers of findings about some resources, also those that are no longer in force. */
  List<Waiver> waiversAbout(Predicate<Resource> about) {
    List<FindingState> affected =
        states.stream().filter(state -> about.test(state.resource())).toList();
    return waivers.stream()
        .filter(waiver ->
            affected.stream()
                .anyMatch(state ->
                    state.rule().equals(waiver.rule())
                        && state.resource().matches(waiver.resource())))
        .toList();
  }

  /** The history of findings about some resources, what changed last first. */
  List<FindingState> historyOf(Predicate<Resource> about) {
    return states.stream()
        .filter(state -> about.test(state.resource()))
        .sorted(
            Comparator.comparing(FindingState::changedAt)
                .reversed()
                .thenComparing(FindingState::rule))
        .toList();
  }

  /** The page of an address; empty where nothing is known of it. */
  Optional<AddressPage> page(String address, Wording wording) {
    return AddressPage.of(this, address, wording);
  }
}
