package io.todoku.collect.aws;

import io.todoku.snapshot.Gap;
import io.todoku.snapshot.HostedZone;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.SupportCase;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** What AWS says about one account, asked as a scan asks: the door first, then all side by side. */
record AwsInventory(
    Observed<List<RegionInventory>> regions,
    Observed<List<SupportCase>> supportCases,
    Observed<List<HostedZone>> zones,
    List<Gap> gaps) {

  static AwsInventory collect(
      AwsCollector aws, AwsLogin login, List<String> regions, AwsCollector.CallListener listener) {
    Seen<Observed<List<String>>> entry = aws.regions(login, regions, listener);
    return switch (entry.what()) {
      case Unknown<List<String>>(Reason reason) ->
          new AwsInventory(
              Observed.unknown(reason),
              Observed.unknown(reason),
              Observed.unknown(reason),
              entry.gaps());
      case Known<List<String>>(List<String> names) -> {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
          var cases =
              threads.submit(
                  (Callable<Seen<Observed<List<SupportCase>>>>)
                      () -> aws.supportCases(login, listener));
          var zones =
              threads.submit(
                  (Callable<Seen<Observed<List<HostedZone>>>>) () -> aws.zones(login, listener));
          List<Future<Seen<RegionInventory>>> reading =
              names.stream()
                  .map(name -> threads.submit(() -> aws.region(login, name, listener)))
                  .toList();
          List<Seen<RegionInventory>> read = reading.stream().map(AwsInventory::got).toList();
          yield new AwsInventory(
              Observed.known(read.stream().map(Seen::what).toList()),
              got(cases).what(),
              got(zones).what(),
              Stream.of(
                      Stream.of(entry.gaps()),
                      read.stream().map(Seen::gaps),
                      Stream.of(got(cases).gaps(), got(zones).gaps()))
                  .flatMap(gaps -> gaps)
                  .flatMap(List::stream)
                  .toList());
        }
      }
    };
  }

  private static <T> T got(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
