package io.todoku.collect.aws;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.todoku.concurrent.LogContext;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.HostedZone;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.SupportCase;
import java.time.Clock;
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
    void onCall(@Nullable String region, String action);
  }

  private final AwsLimits limits;
  private final Clock clock;
  private final AwsClients clients;
  private final AccountLogin accountLogin;
  private final AccountSessionCache sessions;

  /**
   * @param meters none on the command line: nothing is counted there
   */
  @Autowired
  public AwsCollector(ObjectProvider<MeterRegistry> meters, Clock clock) {
    this(AwsLimits.DEFAULT, meters.getIfAvailable(CompositeMeterRegistry::new), clock);
  }

  AwsCollector(AwsLimits limits, Clock clock) {
    this(limits, new CompositeMeterRegistry(), clock);
  }

  AwsCollector(AwsLimits limits, MeterRegistry meters, Clock clock) {
    this.limits = limits;
    this.clock = clock;
    this.clients = new AwsClients(limits, new RequestMeters(meters));
    this.accountLogin = new AccountLogin(clients);
    this.sessions = new AccountSessionCache(accountLogin);
  }

  /** The IAM actions that the role in an account must allow: what is called, nothing else. */
  public static List<String> actions() {
    return Arrays.stream(ApiCall.values()).filter(ApiCall::inPolicy).map(ApiCall::action).toList();
  }

  /** The account that the login leads to; Unknown with what refused and what to do. */
  public Observed<String> identify(AwsLoginParameters login) {
    try (var threads = LogContext.newExecutor()) {
      ApiCaller caller = new ApiCaller((region, action) -> {}, threads, limits.repeats());
      return accountLogin.logIn(login, caller).map(AccountSession::accountId);
    }
  }

  /**
   * The Regions to be read. It always comes in anew: whoever was let in a while ago may not be now.
   *
   * @param chosen names; empty: all that the account has enabled
   * @return Unknown where the account cannot be entered or its Regions cannot be listed
   */
  public Collected<Observed<List<String>>> regions(
      AwsLoginParameters login, List<String> chosen, CallListener listener) {
    sessions.evict(login);
    return withSession(
        login,
        listener,
        Observed::unknown,
        (inside, caller) ->
            chosen.isEmpty()
                ? caller.call(
                    null,
                    ApiCall.DESCRIBE_REGIONS,
                    new Ec2Queries(clients.ec2(AwsClients.HOME_REGION), inside)::enabledRegions)
                : Observed.known(chosen));
  }

  /**
   * Everything of one Region. What fails is Unknown where it stands and a gap; the rest goes on.
   */
  public Collected<RegionInventory> region(
      AwsLoginParameters login, String name, CallListener listener) {
    return withSession(
        login,
        listener,
        reason -> RegionInventory.notCollected(name, reason),
        (inside, caller) -> new RegionReader(clients, inside, name, caller).start().join());
  }

  public Collected<Observed<List<SupportCase>>> supportCases(
      AwsLoginParameters login, CallListener listener) {
    return withSession(
        login,
        listener,
        Observed::unknown,
        (inside, caller) -> new SupportCaseReader(clients, inside, caller, clock).start().join());
  }

  /** The account's public hosted zones of Route 53. */
  public Collected<Observed<List<HostedZone>>> zones(
      AwsLoginParameters login, CallListener listener) {
    return withSession(
        login,
        listener,
        Observed::unknown,
        (inside, caller) -> new HostedZoneReader(clients, inside, caller).start().join());
  }

  private <T> Collected<T> withSession(
      AwsLoginParameters login,
      CallListener listener,
      Function<Reason, T> refused,
      BiFunction<AccountSession, ApiCaller, T> reading) {
    try (var threads = LogContext.newExecutor()) {
      ApiCaller caller = new ApiCaller(listener, threads, limits.repeats());
      return switch (sessions.logIn(login, caller)) {
        case Known<AccountSession>(AccountSession inside) ->
            new Collected<>(reading.apply(inside, caller), caller.gaps());
        case Unknown<AccountSession>(Reason reason) ->
            new Collected<>(refused.apply(reason), List.of(new Gap(null, reason)));
      };
    }
  }

  @Override
  public void close() {
    clients.close();
  }
}
