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
record AwsAccountInventory(
    Observed<List<RegionInventory>> regions,
    Observed<List<SupportCase>> supportCases,
    Observed<List<HostedZone>> zones,
    List<Gap> gaps) {

  static AwsAccountInventory collect(
      AwsCollector aws,
      AwsLoginParameters login,
      List<String> regions,
      AwsCollector.CallListener listener) {
    Collected<RegionsToRead> entry = aws.regions(login, regions, listener);
    return switch (entry.value().names()) {
      case Unknown<List<String>>(Reason reason) ->
          new AwsAccountInventory(
              Observed.unknown(reason),
              Observed.unknown(reason),
              Observed.unknown(reason),
              entry.gaps());
      case Known<List<String>>(List<String> names) -> {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
          var cases =
              threads.submit(
                  (Callable<Collected<Observed<List<SupportCase>>>>)
                      () -> aws.supportCases(login, listener));
          var zones =
              threads.submit(
                  (Callable<Collected<Observed<List<HostedZone>>>>)
                      () -> aws.zones(login, listener));
          List<Future<Collected<RegionInventory>>> reading =
              names.stream()
                  .map(name ->
                      threads.submit(
                          () -> aws.region(login, name, AwsCollector.REGIONAL_SERVICES, listener)))
                  .toList();
          List<Collected<RegionInventory>> read =
              reading.stream().map(AwsAccountInventory::resultOf).toList();
          yield new AwsAccountInventory(
              Observed.known(read.stream().map(Collected::value).toList()),
              resultOf(cases).value(),
              resultOf(zones).value(),
              Stream.of(
                      Stream.of(entry.gaps()),
                      read.stream().map(Collected::gaps),
                      Stream.of(resultOf(cases).gaps(), resultOf(zones).gaps()))
                  .flatMap(gaps -> gaps)
                  .flatMap(List::stream)
                  .toList());
        }
      }
    };
  }

  private static <T> T resultOf(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
