package io.todoku.collect.aws;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Comes into each account once for all cells of a scan: AssumeRole has a rate of its own, and the
 * credentials that it gives last for an hour.
 */
final class AccountSessionCache {

  /** Well below the hour; a scan that takes longer comes in again. */
  private static final long MAX_AGE_NANOS = Duration.ofMinutes(10).toNanos();

  private record CachedSession(
      CompletableFuture<Observed<AccountSession>> session, long createdAtNanos) {
    boolean isExpired() {
      return System.nanoTime() - createdAtNanos > MAX_AGE_NANOS;
    }
  }

  private final AccountLogin accountLogin;
  private final Map<AwsLoginParameters, CachedSession> sessions = new ConcurrentHashMap<>();

  AccountSessionCache(AccountLogin entrance) {
    this.accountLogin = entrance;
  }

  /** The next one comes in anew. */
  void evict(AwsLoginParameters login) {
    sessions.remove(login);
  }

  /** A refusal is not kept. */
  Observed<AccountSession> logIn(AwsLoginParameters login, ApiCaller caller) {
    sessions.values().removeIf(CachedSession::isExpired);
    CachedSession mine = new CachedSession(new CompletableFuture<>(), System.nanoTime());
    CachedSession first = sessions.putIfAbsent(login, mine);
    if (first != null) {
      return first.session().join();
    }
    try {
      Observed<AccountSession> inside = accountLogin.logIn(login, caller);
      if (!(inside instanceof Known)) {
        sessions.remove(login, mine);
      }
      mine.session().complete(inside);
      return inside;
    } catch (RuntimeException | Error bug) {
      sessions.remove(login, mine);
      mine.session().completeExceptionally(bug);
      throw bug;
    }
  }
}
