package io.todoku.collect.aws;

import io.todoku.snapshot.Gap;
import io.todoku.snapshot.HostedZone;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.SupportCase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Reads what decides about mail from an AWS account: all Regions and APIs side by side. */
@Component
public final class AwsCollector implements AutoCloseable {

  /** Hears of every call before it is made. */
  @FunctionalInterface
  public interface CallListener {

    /**
     * @param region null where the call is about the whole account
     * @param action as IAM writes it, {@code ec2:DescribeAddresses}
     */
    void calling(@Nullable String region, String action);
  }

  private final AwsLimits limits;
  private final AwsClients clients;
  private final Entrance entrance;

  @Autowired
  public AwsCollector() {
    this(AwsLimits.DEFAULT);
  }

  AwsCollector(AwsLimits limits) {
    this.limits = limits;
    this.clients = new AwsClients(limits);
    this.entrance = new Entrance(clients);
  }

  /** The IAM actions that the role in an account must allow: what is called, nothing else. */
  public static List<String> actions() {
    return Arrays.stream(ApiCall.values()).filter(ApiCall::inPolicy).map(ApiCall::action).toList();
  }

  /** The account that the login leads to; Unknown with what refused and what to do. */
  public Observed<String> identify(AwsLogin login) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Caller caller = new Caller((region, action) -> {}, threads, limits.repeats());
      return entrance.enter(login, caller).map(Inside::accountId);
    }
  }

  /**
   * Everything that can be read. What fails is Unknown where it stands and a gap; the rest goes on.
   *
   * @param regions names; empty: all that the account has enabled
   */
  public AwsInventory collect(AwsLogin login, List<String> regions, CallListener listener) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Caller caller = new Caller(listener, threads, limits.repeats());
      return switch (entrance.enter(login, caller)) {
        case Unknown<Inside>(Reason reason) -> refused(reason);
        case Known<Inside>(Inside inside) -> read(inside, regions, caller);
      };
    }
  }

  private AwsInventory read(Inside inside, List<String> regions, Caller caller) {
    CompletableFuture<Observed<List<SupportCase>>> cases =
        new SupportReader(clients, inside, caller).start();
    CompletableFuture<Observed<List<HostedZone>>> zones =
        new ZoneReader(clients, inside, caller).start();
    Observed<List<String>> names =
        regions.isEmpty() ? enabled(inside, caller) : Observed.known(regions);
    Observed<List<RegionInventory>> inventory =
        names.map(found -> {
          List<CompletableFuture<RegionInventory>> reading = new ArrayList<>();
          for (String name : found) {
            reading.add(new RegionReader(clients, inside, name, caller).start());
          }
          return reading.stream().map(CompletableFuture::join).toList();
        });
    Observed<List<SupportCase>> known = cases.join();
    Observed<List<HostedZone>> published = zones.join();
    return new AwsInventory(inventory, known, published, caller.gaps());
  }

  private Observed<List<String>> enabled(Inside inside, Caller caller) {
    return caller.now(
        null,
        ApiCall.DESCRIBE_REGIONS,
        new Ec2Answers(clients.ec2(AwsClients.HOME_REGION), inside)::enabledRegions);
  }

  private static AwsInventory refused(Reason reason) {
    return new AwsInventory(
        Observed.unknown(reason),
        Observed.unknown(reason),
        Observed.unknown(reason),
        List.of(new Gap(null, reason)));
  }

  @Override
  public void close() {
    clients.close();
  }
}
