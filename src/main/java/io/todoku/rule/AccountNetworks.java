package io.todoku.rule;

import io.todoku.snapshot.AccountNetwork;
import io.todoku.snapshot.AccountNetwork.SendingHost;
import io.todoku.snapshot.AccountNetwork.TransitGatewayEntry;
import io.todoku.snapshot.AccountNetwork.VpcExit;
import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.PublicAddress.AddressKind;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.TransitGatewayAttachment;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What accounts show of the transit gateways that they share. */
public final class AccountNetworks {

  private AccountNetworks() {}

  /** What the account of a snapshot shows of its shared transit gateways. */
  public static AccountNetwork of(Snapshot snapshot) {
    AccountNetwork routes = withoutHosts(snapshot);
    return routes.isEmpty()
        ? routes
        : new AccountNetwork(
            routes.accountId(),
            routes.attachments(),
            routes.routeTables(),
            routes.exits(),
            SenderClassifier.of(snapshot).hostsSendingByTransitGateway());
  }

  /** The same snapshots, each of which knows the networks of the others. */
  public static List<Snapshot> shareAmong(List<Snapshot> snapshots) {
    List<AccountNetwork> networks =
        snapshots.stream().map(AccountNetworks::of).filter(n -> !n.isEmpty()).toList();
    return snapshots.stream()
        .map(snapshot ->
            snapshot.judgedAt(
                snapshot.judgedAt(),
                snapshot.account().withNetworksOfOtherAccounts(networks),
                snapshot.attestations()))
        .toList();
  }

  /** The routes alone, by which hosts are followed. */
  static AccountNetwork withoutHosts(Snapshot snapshot) {
    String account = snapshot.account().id();
    List<RegionInventory> regions = snapshot.knownRegions();
    return new AccountNetwork(
        account,
        regions.stream()
            .flatMap(r -> r.transitGatewayAttachments().orElse(List.of()).stream())
            .toList(),
        regions.stream()
            .flatMap(r -> r.transitGatewayRouteTables().orElse(List.of()).stream())
            .map(TransitGatewayRoutes::defaultRoutesOf)
            .toList(),
        regions.stream().flatMap(region -> exits(region, account)).toList(),
        List.<SendingHost>of());
  }

  private static Stream<VpcExit> exits(RegionInventory region, String account) {
    List<PublicAddress> addresses = PublicAddress.in(region, account);
    return region.transitGatewayAttachments().orElse(List.of()).stream()
        .filter(attachment -> attachment.resourceType().equals("vpc"))
        .filter(attachment -> attachment.resourceOwnerId().equals(account))
        .filter(attachment -> !attachment.subnetIds().isEmpty())
        .map(attachment -> exit(region, addresses, attachment));
  }

  private static VpcExit exit(
      RegionInventory region, List<PublicAddress> addresses, TransitGatewayAttachment attachment) {
    Set<String> found = new LinkedHashSet<>();
    Set<TransitGatewayEntry> onward = new LinkedHashSet<>();
    boolean complete = true;
    for (String subnetId : attachment.subnetIds()) {
      for (WayOut way : InternetRoutes.from(region, attachment.resourceId(), subnetId)) {
        switch (way) {
          case WayOut.Translated(String id) -> {
            List<String> own = addressesOf(id, addresses);
            found.addAll(own);
            complete &= !own.isEmpty();
          }
          case WayOut.Untraceable(_, TransitGatewayEntry entry) -> {
            if (entry == null) {
              complete = false;
            } else {
              onward.add(entry);
            }
          }
          case WayOut.Direct() -> {} // packets from private addresses end there
          case WayOut.None() -> {}
        }
      }
    }
    return new VpcExit(attachment.resourceId(), List.copyOf(found), List.copyOf(onward), complete);
  }

  private static List<String> addressesOf(String translator, List<PublicAddress> addresses) {
    return addresses.stream()
        .filter(address ->
            address.kind() == AddressKind.NAT_GATEWAY
                ? address.id().equals(translator)
                : address.kind() != AddressKind.IPV6_ADDRESS
                    && translator.equals(address.networkInterfaceId()))
        .map(PublicAddress::address)
        .distinct()
        .toList();
  }
}
