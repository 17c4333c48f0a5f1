package io.todoku.collect.aws;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the session of each account, so that all cells of a scan log in once: AssumeRole has a rate
 * limit of its own, and the credentials that it returns are valid for an hour.
 */
final class AccountSessionCache {

  /**
   * Well below the hour for which the credentials are valid; a scan that takes longer logs in
   * again.
   */
  private static final long MAX_AGE_NANOS = Duration.ofMinutes(10).toNanos();

  private record CachedSession(
      CompletableFuture<Observed<AccountSession>> session, long createdAtNanos) {
    boolean isExpired() {
      return System.nanoTime() - createdAtNanos > MAX_AGE_NANOS;
    }
  }

  private final AccountLogin accountLogin;
  private final Map<AwsLoginParameters, CachedSession> sessions = new ConcurrentHashMap<>();

  AccountSessionCache(AccountLogin accountLogin) {
    this.accountLogin = accountLogin;
  }

  /** Forgets the session, so that the next caller logs in again. */
  void evict(AwsLoginParameters login) {
    sessions.remove(login);
  }

  /** Returns the session that is kept, or logs in. A failed login is not kept. */
  Observed<AccountSession> logIn(AwsLoginParameters login, ApiCaller caller) {
    sessions.values().removeIf(CachedSession::isExpired);
    CachedSession mine = new CachedSession(new CompletableFuture<>(), System.nanoTime());
    CachedSession first = sessions.putIfAbsent(login, mine);
    if (first != null) {
      return first.session().join();
    }
    try {
      Observed<AccountSession> session = accountLogin.logIn(login, caller);
      if (!(session instanceof Known)) {
        sessions.remove(login, mine);
      }
      mine.session().complete(session);
      return session;
    } catch (RuntimeException | Error bug) {
      sessions.remove(login, mine);
      mine.session().completeExceptionally(bug);
      throw bug;
    }
  }
}
