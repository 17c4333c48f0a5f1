package io.todoku.search;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.account.VisibleAccounts;
import io.todoku.archive.ScanRepository;
import io.todoku.archive.SnapshotStore;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Keeps in memory what can be found in the newest snapshot of each account. A snapshot never
 * changes, so an account is read again only after another scan.
 */
@Component
class SearchIndex {

  private static final Logger log = LoggerFactory.getLogger(SearchIndex.class);

  /** How long a search waits for accounts that are not read yet, as after a start. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

  private record IndexedSnapshot(UUID run, List<SearchEntry> entries) {}

  /**
   * What can be searched now.
   *
   * @param entries of resources, by account id
   * @param missing how many accounts are not read yet
   */
  record IndexState(List<Account> accounts, Map<String, List<SearchEntry>> entries, long missing) {}

  private final Accounts accounts;
  private final VisibleAccounts visible;
  private final ScanRepository scans;
  private final SnapshotStore snapshots;
  private final Map<String, IndexedSnapshot> byAccount = new ConcurrentHashMap<>();
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("search-index").factory());

  SearchIndex(
      Accounts accounts, VisibleAccounts visible, ScanRepository scans, SnapshotStore snapshots) {
    this.visible = visible;
    this.accounts = accounts;
    this.scans = scans;
    this.snapshots = snapshots;
  }

  /** Reads all accounts ahead, so that the first search after a start does not wait. */
  @EventListener(ApplicationReadyEvent.class)
  void readAhead() {
    submit(newestRuns(accounts.all()));
  }

  @PreDestroy
  void stop() {
    reader.shutdownNow();
  }

  /** Reads what is new, but does not wait long for it; gives what the user may see. */
  IndexState current() {
    Map<String, UUID> runs = newestRuns(accounts.all());
    byAccount.keySet().retainAll(runs.keySet());
    if (missing(runs) > 0) {
      await(submit(runs));
    }
    List<Account> seen = visible.all();
    Set<String> ids = seen.stream().map(Account::id).collect(Collectors.toSet());
    runs.keySet().retainAll(ids);
    return new IndexState(
        seen,
        byAccount.entrySet().stream()
            .filter(entry -> ids.contains(entry.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().entries())),
        missing(runs));
  }

  private Map<String, UUID> newestRuns(List<Account> all) {
    return scans.findNewest(all.stream().map(Account::id).toList()).stream()
        .collect(
            Collectors.toMap(
                ScanRepository.NewestScan::getAccountId,
                ScanRepository.NewestScan::getRunId,
                (first, second) -> first.compareTo(second) > 0 ? first : second));
  }

  private boolean isCurrent(String accountId, UUID run) {
    IndexedSnapshot known = byAccount.get(accountId);
    return known != null && known.run().equals(run);
  }

  private long missing(Map<String, UUID> runs) {
    return runs.entrySet().stream()
        .filter(entry -> !isCurrent(entry.getKey(), entry.getValue()))
        .count();
  }

  private Future<?> submit(Map<String, UUID> runs) {
    try {
      return reader.submit(() -> runs.forEach(this::read));
    } catch (RejectedExecutionException stopped) {
      return CompletableFuture.completedFuture(null);
    }
  }

  private void read(String accountId, UUID run) {
    if (Thread.currentThread().isInterrupted() || isCurrent(accountId, run)) {
      return;
    }
    try {
      snapshots
          .newestAsCollected(accountId)
          .ifPresent(snapshot ->
              byAccount.put(
                  accountId,
                  new IndexedSnapshot(run, SnapshotSearchEntries.of(accountId, snapshot))));
    } catch (RuntimeException broken) {
      log.error("Could not read what is stored of account {} to search it", accountId, broken);
      byAccount.put(accountId, new IndexedSnapshot(run, List.of()));
    }
  }

  private static void await(Future<?> reading) {
    try {
      reading.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException stillReading) {
      // the search tells how many accounts are missing
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException bug) {
      throw new IllegalStateException(bug);
    }
  }
}
