package io.todoku.history;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.archive.ScanRepository;
import io.todoku.history.PendingNews.PendingAccount;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Observes again what is new of an account and tells people what is still so. */
@Component
class DelayedNews {

  /** After this time people are told even if the account is being scanned all the time. */
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final Accounts accounts;
  private final ScanRepository scans;
  private final PendingNews pendingNews;
  private final AccountNews news;
  private final SecondLook secondLook;
  private final NewsSettings settings;
  private final Clock clock;

  DelayedNews(
      Accounts accounts,
      ScanRepository scans,
      PendingNews pendingNews,
      AccountNews news,
      SecondLook secondLook,
      NewsSettings settings,
      Clock clock) {
    this.accounts = accounts;
    this.scans = scans;
    this.pendingNews = pendingNews;
    this.news = news;
    this.secondLook = secondLook;
    this.settings = settings;
    this.clock = clock;
  }

  /** The accounts whose news have waited long enough to be observed again. */
  List<PendingAccount> due() {
    return pendingNews.since(clock.instant().minus(settings.lookAgainAfter()));
  }

  /** Starts to observe the news of an account again; tells them once that has ended. */
  @Transactional
  public void advance(String accountId) {
    Optional<Account> account = accounts.lock(accountId).flatMap(accounts::find);
    Optional<PendingAccount> pending = pendingNews.find(accountId);
    if (account.isEmpty() || pending.isEmpty()) {
      return;
    }
    Instant latest = pending.get().since().plus(settings.lookAgainAfter()).plus(LONGEST_WAIT);
    boolean isLate = clock.instant().isAfter(latest);
    if (!isLate && isBeingScanned(accountId)) {
      return;
    }
    Optional<UUID> secondRun =
        isLate || pending.get().recheck() != null ? Optional.empty() : observeAgain(account.get());
    if (secondRun.isPresent()) {
      pendingNews.setRecheck(accountId, secondRun.get());
    } else {
      news.tellNewest(account.get());
      pendingNews.remove(accountId);
    }
  }

  private boolean isBeingScanned(String accountId) {
    return !scans
        .findByAccountIdAndStateOrderByStoredAtDesc(accountId, ScanState.RUNNING)
        .isEmpty();
  }

  /** A file that a client sent is not observed again, because that would replace what it says. */
  private Optional<UUID> observeAgain(Account account) {
    List<FindingKey> unnotified = account.hasAwsAccess() ? news.unnotified(account) : List.of();
    return unnotified.isEmpty() ? Optional.empty() : secondLook.start(account, unnotified);
  }
}
