package io.todoku.collect.aws;

import io.todoku.snapshot.AwsService;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionAvailability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Tries every action that the collectors need, in all Regions at the same time. */
final class AccessProber {

  /** Whoever waits for the result waits no longer than this. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  private record StartedProbe(
      ApiCall call, @Nullable String region, CompletableFuture<ProbedAction> result) {}

  private final AwsClients clients;
  private final AccountSession session;
  private final ApiCaller caller;
  private final ExecutorService threads;
  private final Duration limit;

  /**
   * @param limit after which calls without an answer are given up
   */
  AccessProber(
      AwsClients clients,
      AccountSession session,
      ApiCaller caller,
      ExecutorService threads,
      Duration limit) {
    this.clients = clients;
    this.session = session;
    this.caller = caller;
    this.threads = threads;
    this.limit = limit;
  }

  /**
   * @param chosen Regions to try; empty for all that the account has enabled
   */
  List<ProbedAction> probe(List<String> chosen) {
    long end = System.nanoTime() + limit.toNanos();
    CompletableFuture<Observed<RegionAvailability>> list =
        caller.start(new RegionList(clients, session, caller)::availability);
    List<StartedProbe> started = new ArrayList<>();
    for (ApiCall call : ApiCall.values()) {
      if (call.inPolicy() && !isRegional(call) && call != ApiCall.DESCRIBE_REGIONS) {
        started.add(start(call, null));
      }
    }
    Observed<RegionAvailability> listed =
        within(list, end, Observed.unknown(noAnswer(ApiCall.DESCRIBE_REGIONS)));
    for (String region : regions(chosen, listed)) {
      // a list that AWS gave names no Region of another partition
      Reason contradiction = chosen.isEmpty() ? null : session.identity().otherPartition(region);
      Arrays.stream(ApiCall.values())
          .filter(AccessProber::isRegional)
          .forEach(call ->
              started.add(
                  contradiction == null
                      ? start(call, region)
                      : new StartedProbe(call, region, completed(call, region, contradiction))));
    }
    List<ProbedAction> results = new ArrayList<>();
    results.add(
        new ProbedAction(
            ApiCall.DESCRIBE_REGIONS.action(), null, listed.map(all -> AccessProbe.ANSWERED)));
    for (StartedProbe probe : started) {
      ProbedAction none =
          new ProbedAction(
              probe.call().action(), probe.region(), Observed.unknown(noAnswer(probe.call())));
      results.add(explained(within(probe.result(), end, none), listed));
    }
    threads.shutdownNow(); // whatever still runs is not waited for
    return results;
  }

  private static boolean isRegional(ApiCall call) {
    return call.inPolicy()
        && call != ApiCall.DESCRIBE_REGIONS
        && AwsService.ofAction(call.action()).filter(AwsService::isRegional).isPresent();
  }

  /** Where the Regions are not told, the home Region stands for them: one is better than none. */
  private List<String> regions(List<String> chosen, Observed<RegionAvailability> listed) {
    if (!chosen.isEmpty()) {
      return chosen;
    }
    return listed instanceof Known<RegionAvailability>(RegionAvailability all)
        ? all.toRead()
        : List.of(session.partition().homeRegion());
  }

  private StartedProbe start(ApiCall call, @Nullable String region) {
    return new StartedProbe(call, region, caller.start(() -> run(call, region)));
  }

  private static CompletableFuture<ProbedAction> completed(
      ApiCall call, String region, Reason reason) {
    return CompletableFuture.completedFuture(
        new ProbedAction(call.action(), region, Observed.unknown(reason)));
  }

  private ProbedAction run(ApiCall call, @Nullable String region) {
    String where = region == null ? session.partition().homeRegion() : region;
    AccessProbes probes = new AccessProbes(clients, session, where);
    Optional<AccessProbe> probe = probes.of(call);
    if (probe.isEmpty()) {
      return new ProbedAction(call.action(), region, null);
    }
    Observed<Optional<String>> evidence =
        caller.callWithoutGap(region, call, () -> evidence(probes, call, probe.get()));
    return new ProbedAction(
        call.action(),
        region,
        evidence instanceof Known<Optional<String>>(Optional<String> proof) && proof.isEmpty()
            ? null
            : evidence.map(Optional::orElseThrow));
  }

  /** Empty where the Region turns out not to offer the service. */
  private static Optional<String> evidence(AccessProbes probes, ApiCall call, AccessProbe probe) {
    try {
      return Optional.of(probe.run());
    } catch (SdkClientException failure) {
      if (probes.isMissing(call, failure)) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /** Says that a Region is not enabled where that is why it does not accept the credentials. */
  private static ProbedAction explained(
      ProbedAction probed, Observed<RegionAvailability> availability) {
    return probed.evidence() instanceof Unknown<String>(Reason reason)
            && reason.kind() == ReasonKind.TOKEN_NOT_VALID_IN_REGION
            && availability instanceof Known<RegionAvailability>(RegionAvailability all)
            && all.notEnabled().contains(probed.region())
        ? new ProbedAction(
            probed.action(),
            probed.region(),
            Observed.unknown(
                new Reason(
                    ReasonKind.REGION_NOT_ENABLED, reason.source(), reason.detail(), "region")))
        : probed;
  }

  private static <T> T within(CompletableFuture<T> result, long end, T otherwise) {
    return result
        .completeOnTimeout(otherwise, Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)
        .join();
  }

  private Reason noAnswer(ApiCall call) {
    return Reason.of(
        ReasonKind.TIMEOUT,
        call.action(),
        "no answer within %d seconds".formatted(limit.toSeconds()));
  }
}
