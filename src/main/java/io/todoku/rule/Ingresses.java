package io.todoku.rule;

import io.todoku.snapshot.RegionInventory.SecurityGroup;
import java.util.List;

/** What security groups let in. */
public final class Ingresses {

  private Ingresses() {}

  /** Whether any of the named groups lets the whole world reach this TCP port. */
  public static boolean open(List<SecurityGroup> all, List<String> groupIds, int port) {
    return all.stream()
        .filter(group -> groupIds.contains(group.id()))
        .flatMap(group -> group.ingress().stream())
        .anyMatch(rule -> rule.covers(port) && rule.fromAnywhere());
  }

  /** Whether any of the named groups lets anyone at all reach this TCP port. */
  public static boolean openToSome(List<SecurityGroup> all, List<String> groupIds, int port) {
    return all.stream()
        .filter(group -> groupIds.contains(group.id()))
        .flatMap(group -> group.ingress().stream())
        .anyMatch(rule -> rule.covers(port) && !rule.sources().isEmpty());
  }
}
