package io.todoku.collect.aws;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.todoku.log.LogContext;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.HostedZone;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.SupportCase;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
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
  private final Entered entered;

  /**
   * @param meters none on the command line: nothing is counted there
   */
  @Autowired
  public AwsCollector(ObjectProvider<MeterRegistry> meters) {
    this(AwsLimits.DEFAULT, meters.getIfAvailable(CompositeMeterRegistry::new));
  }

  AwsCollector(AwsLimits limits) {
    this(limits, new CompositeMeterRegistry());
  }

  AwsCollector(AwsLimits limits, MeterRegistry meters) {
    this.limits = limits;
    this.clients = new AwsClients(limits, new RequestMeters(meters));
    this.entrance = new Entrance(clients);
    this.entered = new Entered(entrance);
  }

  /** The IAM actions that the role in an account must allow: what is called, nothing else. */
  public static List<String> actions() {
    return Arrays.stream(ApiCall.values()).filter(ApiCall::inPolicy).map(ApiCall::action).toList();
  }

  /** The account that the login leads to; Unknown with what refused and what to do. */
  public Observed<String> identify(AwsLogin login) {
    try (var threads = LogContext.threads()) {
      Caller caller = new Caller((region, action) -> {}, threads, limits.repeats());
      return entrance.enter(login, caller).map(Inside::accountId);
    }
  }

  /**
   * The Regions to be read. It always comes in anew: whoever was let in a while ago may not be now.
   *
   * @param chosen names; empty: all that the account has enabled
   * @return Unknown where the account cannot be entered or its Regions cannot be listed
   */
  public Seen<Observed<List<String>>> regions(
      AwsLogin login, List<String> chosen, CallListener listener) {
    entered.remove(login);
    return inside(
        login,
        listener,
        Observed::unknown,
        (inside, caller) ->
            chosen.isEmpty()
                ? caller.now(
                    null,
                    ApiCall.DESCRIBE_REGIONS,
                    new Ec2Answers(clients.ec2(AwsClients.HOME_REGION), inside)::enabledRegions)
                : Observed.known(chosen));
  }

  /**
   * Everything of one Region. What fails is Unknown where it stands and a gap; the rest goes on.
   */
  public Seen<RegionInventory> region(AwsLogin login, String name, CallListener listener) {
    return inside(
        login,
        listener,
        reason -> RegionInventory.unseen(name, reason),
        (inside, caller) -> new RegionReader(clients, inside, name, caller).start().join());
  }

  public Seen<Observed<List<SupportCase>>> supportCases(AwsLogin login, CallListener listener) {
    return inside(
        login,
        listener,
        Observed::unknown,
        (inside, caller) -> new SupportReader(clients, inside, caller).start().join());
  }

  /** The account's public hosted zones of Route 53. */
  public Seen<Observed<List<HostedZone>>> zones(AwsLogin login, CallListener listener) {
    return inside(
        login,
        listener,
        Observed::unknown,
        (inside, caller) -> new ZoneReader(clients, inside, caller).start().join());
  }

  private <T> Seen<T> inside(
      AwsLogin login,
      CallListener listener,
      Function<Reason, T> refused,
      BiFunction<Inside, Caller, T> reading) {
    try (var threads = LogContext.threads()) {
      Caller caller = new Caller(listener, threads, limits.repeats());
      return switch (entered.enter(login, caller)) {
        case Known<Inside>(Inside inside) ->
            new Seen<>(reading.apply(inside, caller), caller.gaps());
        case Unknown<Inside>(Reason reason) ->
            new Seen<>(refused.apply(reason), List.of(new Gap(null, reason)));
      };
    }
  }

  @Override
  public void close() {
    clients.close();
  }
}
