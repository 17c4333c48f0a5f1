package io.todoku.history;

import io.todoku.history.PendingNews.PendingAccount;
import io.todoku.history.SharedCauseStore.StoredCause;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells the news that have waited long enough; a failure of one does not stop the others. */
@Component
class DueNews {

  private static final Logger log = LoggerFactory.getLogger(DueNews.class);

  private final DelayedNews accountNews;
  private final SharedCauseNews sharedCauses;
  private final SharedCauseProbe probe;
  private final NewsSettings settings;
  private final Clock clock;

  /**
   * When each open cause was last probed, by its id; only the one node that runs the job probes.
   */
  private final Map<String, Instant> probedAt = new ConcurrentHashMap<>();

  DueNews(
      DelayedNews accountNews,
      SharedCauseNews sharedCauses,
      SharedCauseProbe probe,
      NewsSettings settings,
      Clock clock) {
    this.accountNews = accountNews;
    this.sharedCauses = sharedCauses;
    this.probe = probe;
    this.settings = settings;
    this.clock = clock;
  }

  void tell() {
    for (PendingAccount pending : accountNews.due()) {
      try {
        accountNews.advance(pending.accountId());
      } catch (RuntimeException failure) {
        log.error("The news of account {} cannot be told yet", pending.accountId(), failure);
      }
    }
    sharedCauses.endWithoutAccounts();
    sharedCauses.due().forEach(cause -> attempt(this::tell, cause));
    List<StoredCause> open = sharedCauses.open();
    probedAt.keySet().retainAll(open.stream().map(cause -> cause.cause().id()).toList());
    open.forEach(cause -> attempt(this::endIfGone, cause));
  }

  private static void attempt(Consumer<StoredCause> action, StoredCause cause) {
    try {
      action.accept(cause);
    } catch (RuntimeException failure) {
      log.error("What is new of the cause {} cannot be told yet", cause.cause().id(), failure);
    }
  }

  /** A cause that operators know of is probed too, so that its end does not wait for scans. */
  private void endIfGone(StoredCause stored) {
    String id = stored.cause().id();
    Instant now = clock.instant();
    Instant last = probedAt.get(id);
    if (last != null && now.isBefore(last.plus(settings.probeInterval()))) {
      return;
    }
    probedAt.put(id, now);
    List<String> accounts = sharedCauses.accountsOf(id);
    if (!accounts.isEmpty() && probe.isGone(stored.cause(), accounts.getFirst())) {
      sharedCauses.endAsGone(id);
    }
  }

  private void tell(StoredCause stored) {
    String id = stored.cause().id();
    List<String> accounts = sharedCauses.accountsOf(id);
    if (accounts.isEmpty() || probe.isGone(stored.cause(), accounts.getFirst())) {
      sharedCauses.postpone(id);
    } else {
      sharedCauses.tellUnlessOver(id);
    }
  }
}
