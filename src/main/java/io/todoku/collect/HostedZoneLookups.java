package io.todoku.collect;

import io.todoku.collect.dns.DnsSession;
import io.todoku.concurrent.Parallel;
import io.todoku.snapshot.HostedZone;
import io.todoku.snapshot.PublicAddress;
import java.util.List;

/** Looks up in public DNS the records in hosted zones that point to idle addresses. */
final class HostedZoneLookups {

  /**
   * Names looked up for one address and zone: enough to find out whether public DNS uses the zone.
   */
  static final int MAX_NAMES = 20;

  private HostedZoneLookups() {}

  static void lookUp(DnsSession dns, List<HostedZone> zones, List<PublicAddress> addresses) {
    Parallel.forEach(
        addresses.stream()
            .filter(PublicAddress::idle)
            .flatMap(address ->
                zones.stream()
                    .flatMap(
                        zone -> zone.recordSetsWith(address.address()).stream().limit(MAX_NAMES)))
            .toList(),
        set -> dns.lookup(set.name(), set.type()));
  }
}
