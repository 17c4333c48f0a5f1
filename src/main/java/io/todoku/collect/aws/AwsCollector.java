package io.todoku.collect.aws;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.todoku.concurrent.LogContext;
import io.todoku.snapshot.AwsService;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.HostedZone;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.OrganizationListing;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.SupportCase;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Reads everything that concerns mail from an AWS account: all Regions and APIs in parallel. */
@Component
public final class AwsCollector implements AutoCloseable {

  /** Is notified of every API call before it is made. */
  @FunctionalInterface
  public interface CallListener {

    /**
     * @param region null where the call concerns the whole account
     * @param action as IAM writes it, {@code ec2:DescribeAddresses}
     */
    void onCall(@Nullable String region, String action);
  }

  /** The services that are read in each Region. */
  public static final Set<AwsService> REGIONAL_SERVICES =
      Arrays.stream(AwsService.values())
          .filter(AwsService::isRegional)
          .collect(Collectors.toUnmodifiableSet());

  private final AwsLimits limits;
  private final Clock clock;
  private final AwsClients clients;
  private final BaseCredentials baseCredentials;
  private final AccountLogin accountLogin;
  private final AccountSessionCache sessions;

  /**
   * @param meters empty on the command line, where nothing is counted
   */
  @Autowired
  public AwsCollector(ObjectProvider<MeterRegistry> meters, MfaCodeSource mfaCodes, Clock clock) {
    this(
        AwsLimits.DEFAULT,
        meters.getIfAvailable(CompositeMeterRegistry::new),
        mfaCodes,
        System::nanoTime,
        clock);
  }

  AwsCollector(AwsLimits limits, Clock clock) {
    this(limits, new CompositeMeterRegistry(), clock);
  }

  AwsCollector(AwsLimits limits, MeterRegistry meters, Clock clock) {
    this(limits, meters, MfaCodeSource.NOBODY, System::nanoTime, clock);
  }

  AwsCollector(
      AwsLimits limits,
      MeterRegistry meters,
      MfaCodeSource mfaCodes,
      LongSupplier nanoTime,
      Clock clock) {
    this.limits = limits;
    this.clock = clock;
    this.clients = new AwsClients(limits, new RequestMeters(meters));
    RoleAssumer sts = new RoleAssumer(clients);
    this.baseCredentials = new BaseCredentials(sts, mfaCodes, nanoTime);
    this.accountLogin = new AccountLogin(clients, baseCredentials, sts);
    this.sessions = new AccountSessionCache(accountLogin);
  }

  /**
   * Returns the IAM actions that the role in an account must allow: those that the collector calls
   * and no others.
   */
  public static List<String> actions() {
    return Arrays.stream(ApiCall.values()).filter(ApiCall::inPolicy).map(ApiCall::action).toList();
  }

  /**
   * Returns the IAM actions that list the accounts of an organization, for a role in its management
   * account or that of a delegated administrator.
   */
  public static List<String> organizationActions() {
    return Arrays.stream(ApiCall.values())
        .filter(ApiCall::inOrganizationPolicy)
        .map(ApiCall::action)
        .toList();
  }

  /**
   * Returns the account that the login leads to; Unknown, with the reason and what to do, where it
   * fails.
   */
  public Observed<String> identify(AwsLoginParameters login) {
    try (var threads = LogContext.newExecutor()) {
      ApiCaller caller = new ApiCaller((region, action) -> {}, threads, limits.throttledRetries());
      return accountLogin.logIn(login, caller).map(AccountSession::accountId);
    }
  }

  /** Returns the ARN that the login leads to; Unknown where it fails. */
  public Observed<String> resolveCallerArn(AwsLoginParameters login) {
    try (var threads = LogContext.newExecutor()) {
      ApiCaller caller = new ApiCaller((region, action) -> {}, threads, limits.throttledRetries());
      return accountLogin.logIn(login, caller).map(session -> session.identity().name());
    }
  }

  /**
   * Logs in again and tries every action that the collectors need, for a minute at most.
   *
   * @param chosen names of Regions; empty for all that the account has enabled
   */
  public ProbedAccess probeAccess(AwsLoginParameters login, List<String> chosen) {
    return probeAccess(login, chosen, AccessProber.LIMIT);
  }

  ProbedAccess probeAccess(AwsLoginParameters login, List<String> chosen, Duration limit) {
    try (var threads = LogContext.newExecutor()) {
      ApiCaller loginCaller = new ApiCaller((r, a) -> {}, threads, limits.throttledRetries());
      return switch (accountLogin.logIn(login, loginCaller)) {
        case Unknown<AccountSession>(Reason reason) ->
            new ProbedAccess(Observed.unknown(reason), List.of());
        case Known<AccountSession>(AccountSession session) -> {
          ApiCaller caller =
              new ApiCaller(
                  (r, a) -> {}, threads, limits.throttledRetries(), session.credentials());
          yield new ProbedAccess(
              Observed.known(session.identity().name()),
              new AccessProber(clients, session, caller, threads, limit).probe(chosen));
        }
      };
    }
  }

  /**
   * Returns the Regions to read. Always logs in again, because access may have been withdrawn since
   * the last login.
   *
   * @param chosen names of Regions; empty for all that the account has enabled
   * @return Unknown names where the login fails or the Regions cannot be listed
   */
  public Collected<RegionsToRead> regions(
      AwsLoginParameters login, List<String> chosen, CallListener listener) {
    sessions.evict(login);
    return withSession(
        login,
        listener,
        reason -> RegionsToRead.of(Observed.unknown(reason)),
        (session, caller) ->
            chosen.isEmpty()
                ? RegionsToRead.of(new RegionList(clients, session, caller).availability())
                : RegionsToRead.chosen(chosen));
  }

  /**
   * Reads everything in one Region. A call that fails makes its own part Unknown and adds a gap;
   * the other calls go on.
   *
   * @param services the only services to read; what the others hold is Unknown
   */
  public Collected<RegionInventory> region(
      AwsLoginParameters login, String name, Set<AwsService> services, CallListener listener) {
    return withSession(
        login,
        listener,
        reason -> RegionInventory.notCollected(name, reason),
        (session, caller) -> {
          // a list that AWS gave names no Region of another partition
          Reason contradiction =
              login.region() == null ? null : session.identity().otherPartition(name);
          if (contradiction != null) {
            caller.recordGap(name, contradiction);
            return RegionInventory.notCollected(name, contradiction);
          }
          return new RegionReader(clients, session, name, services, caller).start().join();
        });
  }

  public Collected<Observed<List<SupportCase>>> supportCases(
      AwsLoginParameters login, CallListener listener) {
    return withSession(
        login,
        listener,
        Observed::unknown,
        (session, caller) -> new SupportCaseReader(clients, session, caller, clock).start().join());
  }

  /** Reads the account's public hosted zones in Route 53. */
  public Collected<Observed<List<HostedZone>>> zones(
      AwsLoginParameters login, CallListener listener) {
    return withSession(
        login,
        listener,
        Observed::unknown,
        (session, caller) -> new HostedZoneReader(clients, session, caller).start().join());
  }

  /** Lists the accounts of the organization. Always logs in again, as {@link #regions} does. */
  public Observed<OrganizationListing> organization(AwsLoginParameters login) {
    sessions.evict(login);
    return withSession(
            login,
            (region, action) -> {},
            Observed::<OrganizationListing>unknown,
            (session, caller) -> new OrganizationReader(clients, session, caller).read())
        .value();
  }

  private <T> Collected<T> withSession(
      AwsLoginParameters login,
      CallListener listener,
      Function<Reason, T> refused,
      BiFunction<AccountSession, ApiCaller, T> reading) {
    try (var threads = LogContext.newExecutor()) {
      ApiCaller loginCaller = new ApiCaller(listener, threads, limits.throttledRetries());
      return switch (sessions.logIn(login, loginCaller)) {
        case Known<AccountSession>(AccountSession session) -> {
          ApiCaller caller =
              new ApiCaller(listener, threads, limits.throttledRetries(), session.credentials());
          yield new Collected<>(reading.apply(session, caller), caller.gaps());
        }
        case Unknown<AccountSession>(Reason reason) ->
            new Collected<>(refused.apply(reason), List.of(new Gap(null, reason)));
      };
    }
  }

  @Override
  public void close() {
    baseCredentials.close();
    clients.close();
  }
}
