package io.todoku.snapshot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which account holds which public address. */
public final class Holdings {

  private Holdings() {}

  /** The public addresses of one account. */
  public static List<String> of(Snapshot snapshot) {
    return snapshot.knownRegions().stream()
        .flatMap(region -> PublicAddress.in(region).stream())
        .map(PublicAddress::address)
        .distinct()
        .toList();
  }

  /** The same snapshots, each of which knows what the others hold. */
  public static List<Snapshot> together(List<Snapshot> snapshots) {
    return snapshots.stream().map(s -> among(s, snapshots)).toList();
  }

  private static Snapshot among(Snapshot one, List<Snapshot> all) {
    Map<String, String> others = new HashMap<>();
    all.stream()
        .filter(other -> !other.account().id().equals(one.account().id()))
        .forEach(other ->
            of(other).forEach(address -> others.putIfAbsent(address, other.account().id())));
    return one.judgedAt(
        one.judgedAt(), one.account().among(Map.copyOf(others)), one.attestations());
  }
}
