package io.todoku.snapshot;

import io.todoku.snapshot.Observed.Unknown;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which account holds which public address. */
public final class AccountAddresses {

  private AccountAddresses() {}

  /** The public addresses of one account. */
  public static List<String> of(Snapshot snapshot) {
    return snapshot.knownRegions().stream()
        .flatMap(region -> PublicAddress.in(region).stream())
        .map(PublicAddress::address)
        .distinct()
        .toList();
  }

  /** Why an account may hold more than is known; null where all was listed. */
  public static @Nullable Reason incompleteReason(Snapshot snapshot) {
    if (snapshot.regions() instanceof Unknown<List<RegionInventory>>(Reason reason)) {
      return reason;
    }
    return snapshot.knownRegions().stream()
        .flatMap(region ->
            Stream.of(region.elasticIps(), region.networkInterfaces(), region.natGateways()))
        .filter(Unknown.class::isInstance)
        .map(list -> ((Unknown<?>) list).reason())
        .findFirst()
        .orElse(null);
  }

  /** The same snapshots, each of which knows what the others hold. */
  public static List<Snapshot> shareAmong(List<Snapshot> snapshots) {
    return snapshots.stream().map(s -> withAddressesOfOthers(s, snapshots)).toList();
  }

  private static Snapshot withAddressesOfOthers(Snapshot one, List<Snapshot> all) {
    Map<String, String> others = new HashMap<>();
    all.stream()
        .filter(other -> !other.account().id().equals(one.account().id()))
        .forEach(other ->
            of(other).forEach(address -> others.putIfAbsent(address, other.account().id())));
    return one.judgedAt(
        one.judgedAt(),
        one.account().withAddressesOfOtherAccounts(Map.copyOf(others)),
        one.attestations());
  }
}
