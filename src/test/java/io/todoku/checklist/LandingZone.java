package io.todoku.checklist;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotCopy.copyOf;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionAvailability;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An account whose organization has closed all Regions but one, of those that are enabled. */
public final class LandingZone {

  private LandingZone() {}

  private static RegionInventory closedRegion(String name, String action) {
    return RegionInventory.notCollected(
        name,
        Reason.of(
            ReasonKind.DENIED_BY_SERVICE_CONTROL_POLICY,
            action,
            "UnauthorizedOperation: … with an explicit deny in a service control policy"));
  }

  public static Snapshot snapshot(int closed) {
    Snapshot open = aSnapshot().withSender("192.0.2.7").withDomain("example.com").build();
    List<RegionInventory> regions =
        IntStream.rangeClosed(1, closed)
            .mapToObj(i ->
                closedRegion(
                    "xx-test-%02d".formatted(i),
                    i % 2 == 0 ? "ec2:DescribeAddresses" : "rds:DescribeDBInstances"))
            .toList();
    return copyOf(open)
        .regionAvailability(
            new RegionAvailability(
                Stream.concat(open.knownRegions().stream(), regions.stream())
                    .map(RegionInventory::name)
                    .toList(),
                IntStream.rangeClosed(1, 17).mapToObj("yy-test-%02d"::formatted).toList(),
                List.of()))
        .regions(
            Observed.known(Stream.concat(open.knownRegions().stream(), regions.stream()).toList()))
        .build();
  }
}
