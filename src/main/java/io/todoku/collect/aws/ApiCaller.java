package io.todoku.collect.aws;

import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the API calls for one account in parallel and records a gap for each that fails. */
final class ApiCaller {

  private final AwsCollector.CallListener listener;
  private final ExecutorService threads;
  private final int throttledRetries;
  private final @Nullable SessionCredentials session;
  private final Queue<Gap> gaps = new ConcurrentLinkedQueue<>();

  /** For calls with the credentials of Todoku itself, as in a login. */
  ApiCaller(AwsCollector.CallListener listener, ExecutorService threads, int throttledRetries) {
    this(listener, threads, throttledRetries, null);
  }

  /**
   * @param session whose credentials are renewed where they expire; null for none
   */
  ApiCaller(
      AwsCollector.CallListener listener,
      ExecutorService threads,
      int throttledRetries,
      @Nullable SessionCredentials session) {
    this.listener = listener;
    this.threads = threads;
    this.throttledRetries = throttledRetries;
    this.session = session;
  }

  List<Gap> gaps() {
    return List.copyOf(gaps);
  }

  <T> CompletableFuture<Observed<T>> start(
      @Nullable String region, ApiCall call, Supplier<T> answer) {
    return CompletableFuture.supplyAsync(() -> call(region, call, answer), threads);
  }

  /** Starts work that makes several calls, in parallel with everything else. */
  <T> CompletableFuture<T> start(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, threads);
  }

  /**
   * Returns the answer, or the reason why there is none. Records a gap for every reason except a
   * missing support plan.
   */
  <T> Observed<T> call(@Nullable String region, ApiCall call, Supplier<T> answer) {
    Observed<T> observed = callWithoutGap(region, call, answer);
    if (observed instanceof Unknown<T>(Reason reason)
        && reason.kind() != ReasonKind.NOT_SUBSCRIBED) {
      recordGap(region, reason);
    }
    return observed;
  }

  void recordGap(@Nullable String region, Reason reason) {
    gaps.add(new Gap(region, reason));
  }

  /** Does the same without recording a gap, because the caller records one gap for many calls. */
  <T> Observed<T> callWithoutGap(@Nullable String region, ApiCall call, Supplier<T> answer) {
    listener.onCall(region, call.action());
    Observed<T> observed = attemptWithRenewal(region, call, answer);
    for (int i = 1; i <= throttledRetries && throttled(observed); i++) {
      long millis = ThreadLocalRandom.current().nextLong(250L << i);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos((250L << i) + millis));
      observed = attempt(region, call, answer);
    }
    return observed;
  }

  /** Logs in again and repeats the call where the session expired; tells why that failed. */
  private <T> Observed<T> attemptWithRenewal(
      @Nullable String region, ApiCall call, Supplier<T> answer) {
    Observed<T> observed = attempt(region, call, answer);
    return session != null
            && observed instanceof Unknown<T>(Reason reason)
            && reason.kind() == ReasonKind.CREDENTIALS_EXPIRED
        ? switch (session.renew()) {
          case Known<?> _ -> attempt(region, call, answer);
          case Unknown<?>(Reason failedLogin) -> Observed.unknown(failedLogin);
        }
        : observed;
  }

  private static <T> Observed<T> attempt(
      @Nullable String region, ApiCall call, Supplier<T> answer) {
    try {
      return Observed.known(answer.get());
    } catch (RuntimeException failure) {
      return Observed.unknown(AwsFailures.reason(region, call, failure));
    }
  }

  private static boolean throttled(Observed<?> observed) {
    return observed instanceof Unknown<?>(Reason reason) && reason.kind() == ReasonKind.THROTTLED;
  }
}
