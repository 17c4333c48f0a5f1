package io.todoku.rule;

import io.todoku.rule.PrivateHosts.PrivateHost;
import io.todoku.rule.SharedNetworks.ExitAddress;
import io.todoku.snapshot.AccountNetwork.TransitGatewayEntry;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
   * @param addresses of the account; a translator without one belongs to another account
   */
  static HostEgress of(
      RegionInventory region,
      PrivateHost host,
      TranslatorsOfVpc candidates,
      TranslatorAddresses addresses,
      SharedNetworks networks) {
    List<WayOut> ways =
        host.subnetIds().stream()
            .flatMap(subnet -> InternetRoutes.from(region, host.vpcId(), subnet).stream())
            .distinct()
            .toList();
    List<WayOut.Untraceable> ends =
        ways.stream().flatMap(way -> untraceable(way, addresses).stream()).toList();
    List<TransitGatewayEntry> entries =
        ends.stream().map(WayOut.Untraceable::entry).filter(Objects::nonNull).toList();
    return new HostEgress(
        region.routeTables() instanceof Unknown
            ? candidates.candidates(host.vpcId())
            : ways.stream()
                .filter(WayOut.Translated.class::isInstance)
                .map(way -> ((WayOut.Translated) way).id())
                .filter(addresses::has)
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

  /** A way out by the address of another account, as in a shared VPC, is not traceable either. */
  private static Optional<WayOut.Untraceable> untraceable(
      WayOut way, TranslatorAddresses addresses) {
    return switch (way) {
      case WayOut.Untraceable end -> Optional.of(end);
      case WayOut.Translated(String id) when !addresses.has(id) ->
          Optional.of(
              new WayOut.Untraceable(
                  new Reason(
                      ReasonKind.INCONCLUSIVE,
                      "ec2:DescribeRouteTables → " + id,
                      "",
                      "egress-elsewhere")));
      case WayOut.Translated _, WayOut.Direct _, WayOut.None _ -> Optional.empty();
    };
  }
}
