package io.todoku.rule.domain;

import io.todoku.snapshot.AccountAddresses;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The public addresses that the account or another account of the inventory holds.
 *
 * @param incompleteReason why the account may hold more; null where all its addresses were listed
 */
record HeldAddresses(List<String> addresses, @Nullable Reason incompleteReason) {

  static HeldAddresses of(Snapshot snapshot) {
    return new HeldAddresses(
        Stream.concat(
                AccountAddresses.of(snapshot).stream(),
                snapshot.account().addressesOfOtherAccounts().keySet().stream())
            .toList(),
        AccountAddresses.incompleteReason(snapshot));
  }

  /** Whether the address is one of them, however it is written. */
  boolean contains(String address) {
    return addresses.stream().anyMatch(held -> Network.sameAddress(held, address));
  }
}
