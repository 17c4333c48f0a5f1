package io.todoku.collect;

import io.todoku.collect.dns.DnsSession;
import io.todoku.concurrent.Parallel;
import io.todoku.snapshot.HostedZone;
import io.todoku.snapshot.PublicAddress;
import java.util.List;

/** Whether DNS serves the records of hosted zones that hold an idle address. */
final class HostedZoneLookups {

  /** Names asked for one address and zone: enough to see whether the zone is served. */
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
