package io.todoku.rule.domain;

import io.todoku.snapshot.AccountAddresses;
import io.todoku.snapshot.Lightsail;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.Observed.Unknown;
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

  /** Why the account may hold addresses of Lightsail that are not known; null where all are. */
  static @Nullable Reason lightsailUnknownReason(Snapshot snapshot) {
    return snapshot.knownRegions().stream()
        .flatMap(region ->
            region.lightsail() instanceof Unknown<Lightsail>(Reason reason)
                ? Stream.of(reason)
                : Stream.<Reason>empty())
        .findFirst()
        .orElse(null);
  }

  /** Those of the account itself. */
  static HeldAddresses ofAccount(Snapshot snapshot) {
    return new HeldAddresses(
        AccountAddresses.of(snapshot), AccountAddresses.incompleteReason(snapshot));
  }

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
