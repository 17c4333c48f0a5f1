package io.todoku.rule;

import io.todoku.snapshot.AccountNetwork;
import io.todoku.snapshot.AccountNetwork.SendingHost;
import io.todoku.snapshot.AccountNetwork.TransitGatewayEntry;
import io.todoku.snapshot.AccountNetwork.VpcExit;
import io.todoku.snapshot.TransitGatewayAttachment;
import io.todoku.snapshot.TransitGatewayRouteTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Follows packets through transit gateways that several accounts of the inventory share. */
final class SharedNetworks {

  private final List<AccountNetwork> others;
  private final List<AccountNetwork> all;
  private final List<TransitGatewayAttachment> attachments;
  private final List<TransitGatewayRouteTable> routeTables;
  private final Map<TransitGatewayEntry, Exits> exits = new HashMap<>();
  private @Nullable Map<ExitAddress, List<HostElsewhere>> hostsByAddress;

  /**
   * @param own of the account that is judged
   * @param others of the other accounts
   */
  SharedNetworks(AccountNetwork own, List<AccountNetwork> others) {
    this.others = others;
    this.all = Stream.concat(Stream.of(own), others.stream()).toList();
    Map<String, String> owners = new HashMap<>();
    own.attachments().forEach(a -> owners.put(a.transitGatewayId(), a.transitGatewayOwnerId()));
    this.attachments =
        all.stream()
            .flatMap(network ->
                network.attachments().stream().filter(a -> isOwn(network, own, a, owners)))
            .toList();
    this.routeTables =
        all.stream()
            .flatMap(network ->
                network.routeTables().stream()
                    .filter(table ->
                        network
                            .accountId()
                            .equals(
                                owners.getOrDefault(
                                    table.transitGatewayId(), network.accountId()))))
            .toList();
  }

  /** A file that another client made must not tell where the packets of this account go. */
  private static boolean isOwn(
      AccountNetwork network,
      AccountNetwork own,
      TransitGatewayAttachment attachment,
      Map<String, String> owners) {
    return network.accountId().equals(own.accountId())
        || network.accountId().equals(attachment.resourceOwnerId())
        || network
            .accountId()
            .equals(owners.getOrDefault(attachment.transitGatewayId(), network.accountId()));
  }

  /** A public address and the account that holds it. */
  record ExitAddress(String accountId, String address) {}

  /** A private host of another account whose mail leaves by an address of this one, or may. */
  record HostElsewhere(String accountId, String id, boolean certain) {}

  /**
   * The addresses that packets leave by.
   *
   * @param complete whether every route was followed to its end; none of the addresses is certain
   *     otherwise
   */
  record Exits(List<ExitAddress> addresses, boolean complete) {}

  /** Where packets leave that enter a transit gateway from a VPC. */
  Exits exitsOf(TransitGatewayEntry entry) {
    Exits known = exits.get(entry);
    if (known != null) {
      return known;
    }
    List<ExitAddress> found = new ArrayList<>();
    boolean complete = follow(entry, new HashSet<>(), found);
    Exits followed = new Exits(found.stream().distinct().toList(), complete);
    exits.put(entry, followed);
    return followed;
  }

  /** The hosts of other accounts whose mail leaves by an address of this one, or may. */
  List<HostElsewhere> hostsBehind(ExitAddress held) {
    if (hostsByAddress == null) {
      hostsByAddress = findHosts();
    }
    return hostsByAddress.getOrDefault(held, List.of());
  }

  /** Whether mail of hosts of other accounts leaves by addresses that are not all known. */
  boolean haveHostsWithUnknownExit() {
    return others.stream()
        .flatMap(other -> other.hosts().stream())
        .anyMatch(host -> !exitsOf(host.entry()).complete());
  }

  private Map<ExitAddress, List<HostElsewhere>> findHosts() {
    Map<ExitAddress, List<HostElsewhere>> byAddress = new HashMap<>();
    for (AccountNetwork other : others) {
      for (SendingHost host : other.hosts()) {
        Exits hostExits = exitsOf(host.entry());
        boolean onlyExit = hostExits.complete() && hostExits.addresses().size() == 1;
        for (ExitAddress address : hostExits.addresses()) {
          byAddress
              .computeIfAbsent(address, _ -> new ArrayList<>())
              .add(new HostElsewhere(other.accountId(), host.id(), host.certain() && onlyExit));
        }
      }
    }
    return byAddress;
  }

  private boolean follow(
      TransitGatewayEntry entry, Set<TransitGatewayEntry> visited, List<ExitAddress> found) {
    if (!visited.add(entry)) {
      return false; // a loop leads nowhere that is known
    }
    return switch (TransitGatewayRoutes.destination(attachments, routeTables, entry)) {
      case TransitGatewayRoutes.Dropped() -> true;
      case TransitGatewayRoutes.Elsewhere _ -> false;
      case TransitGatewayRoutes.ToAttachment(TransitGatewayAttachment next) ->
          next.resourceType().equals("vpc") && followIntoVpc(next, visited, found);
    };
  }

  private boolean followIntoVpc(
      TransitGatewayAttachment vpc, Set<TransitGatewayEntry> visited, List<ExitAddress> found) {
    boolean known = false;
    boolean complete = true;
    for (AccountNetwork network : all) {
      for (VpcExit exit : network.exits()) {
        if (network.accountId().equals(vpc.resourceOwnerId())
            && exit.vpcId().equals(vpc.resourceId())) {
          known = true;
          exit.addresses().forEach(a -> found.add(new ExitAddress(network.accountId(), a)));
          complete &= exit.complete();
          for (TransitGatewayEntry onward : exit.onward()) {
            complete &= follow(onward, visited, found);
          }
        }
      }
    }
    return known && complete;
  }
}
