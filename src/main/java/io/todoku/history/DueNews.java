package io.todoku.history;

import io.todoku.history.PendingNews.PendingAccount;
import io.todoku.history.SharedCauseStore.StoredCause;
import java.util.List;
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

  DueNews(DelayedNews accountNews, SharedCauseNews sharedCauses, SharedCauseProbe probe) {
    this.accountNews = accountNews;
    this.sharedCauses = sharedCauses;
    this.probe = probe;
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
    for (StoredCause cause : sharedCauses.due()) {
      try {
        tell(cause);
      } catch (RuntimeException failure) {
        log.error("The cause {} cannot be told yet", cause.cause().id(), failure);
      }
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
