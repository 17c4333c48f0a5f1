package io.todoku.rule;

import io.todoku.rule.PrivateHosts.PrivateHost;
import io.todoku.rule.SharedNetworks.ExitAddress;
import io.todoku.snapshot.AccountNetwork.TransitGatewayEntry;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * By what the mail of a private host leaves.
 *
 * @param translators the NAT gateways and interfaces by which it leaves, or may
 * @param exits the addresses by which it leaves, or may, after transit gateways that accounts share
 * @param entries the transit gateways that are not followed within the account
 * @param untraceable why it may leave by others; null where these are all
 */
record HostEgress(
    List<String> translators,
    List<ExitAddress> exits,
    List<TransitGatewayEntry> entries,
    @Nullable Reason untraceable) {

  /**
   * @param candidates what it may leave by where routes were not collected
   */
  static HostEgress of(
      RegionInventory region,
      PrivateHost host,
      TranslatorsOfVpc candidates,
      SharedNetworks networks) {
    List<WayOut> ways =
        host.subnetIds().stream()
            .flatMap(subnet -> InternetRoutes.from(region, host.vpcId(), subnet).stream())
            .distinct()
            .toList();
    List<WayOut.Untraceable> ends =
        ways.stream()
            .filter(WayOut.Untraceable.class::isInstance)
            .map(WayOut.Untraceable.class::cast)
            .toList();
    List<TransitGatewayEntry> entries =
        ends.stream().map(WayOut.Untraceable::entry).filter(Objects::nonNull).toList();
    return new HostEgress(
        region.routeTables() instanceof Unknown
            ? candidates.candidates(host.vpcId())
            : ways.stream()
                .filter(WayOut.Translated.class::isInstance)
                .map(way -> ((WayOut.Translated) way).id())
                .toList(),
        entries.stream()
            .flatMap(entry -> networks.exitsOf(entry).addresses().stream())
            .distinct()
            .toList(),
        entries,
        ends.stream()
            .filter(end -> end.entry() == null || !networks.exitsOf(end.entry()).complete())
            .map(WayOut.Untraceable::reason)
            .findFirst()
            .orElse(null));
  }
}
