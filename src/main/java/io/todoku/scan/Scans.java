package io.todoku.scan;

import io.todoku.account.Account;
import io.todoku.collect.Collector;
import io.todoku.collect.Progress.Stage;
import io.todoku.collect.Progress.State;
import io.todoku.snapshot.Snapshot;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Runs scans: each account on a thread of its own, one scan of an account at a time. */
@Component
public class Scans {

  private static final Logger log = LoggerFactory.getLogger(Scans.class);

  private final Collector collector;
  private final SnapshotStore store;
  private final ScanRepository repository;
  private final Clock clock;
  private final Map<UUID, Run> runs = new ConcurrentHashMap<>();
  private final Map<String, Run> runningByAccount = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Scans(Collector collector, SnapshotStore store, ScanRepository repository, Clock clock) {
    this.collector = collector;
    this.store = store;
    this.repository = repository;
    this.clock = clock;
  }

  /** Scans that the last process left unfinished can be started again, and say so. */
  @EventListener(ApplicationStartedEvent.class)
  @Transactional
  public void closeInterrupted() {
    int interrupted = repository.failRunning(clock.instant());
    if (interrupted > 0) {
      log.warn(
          "{} scans were interrupted when the process last ended: start them again", interrupted);
    }
  }

  /**
   * Starts a run over accounts that can be reached, or joins the one under way where every account
   * of it is being scanned already.
   *
   * @return the run's id
   */
  public synchronized UUID start(List<Account> accounts) {
    List<Account> free = new ArrayList<>();
    Run joined = null;
    for (Account account : accounts) {
      Run running = runningByAccount.get(account.id());
      if (running == null) {
        free.add(account);
      } else {
        joined = running;
      }
    }
    if (free.isEmpty() && joined != null) {
      return joined.id();
    }
    Run run = new Run(UUID.randomUUID(), free);
    forgetOldRuns();
    runs.put(run.id(), run);
    for (Account account : free) {
      try {
        repository.save(running(run.id(), account.id()));
        runningByAccount.put(account.id(), run);
        threads.execute(() -> scan(run, account));
      } catch (RuntimeException e) { // the others go on
        log.error("The scan of account {} could not be started", account.id(), e);
        runningByAccount.remove(account.id());
        run.end(account.id(), false);
      }
    }
    return run.id();
  }

  Optional<Run> live(UUID id) {
    return Optional.ofNullable(runs.get(id));
  }

  /** The run that is scanning this account now. */
  public Optional<UUID> running(String accountId) {
    return Optional.ofNullable(runningByAccount.get(accountId)).map(Run::id);
  }

  /** When the account's last scan broke, where none has ended well since. */
  public Optional<Instant> brokeAt(String accountId) {
    return repository
        .findFirstByAccountIdAndStateNotOrderByStoredAtDesc(accountId, ScanEntity.State.RUNNING)
        .filter(last -> last.state == ScanEntity.State.FAILED)
        .flatMap(last -> Optional.ofNullable(last.finishedAt));
  }

  private void scan(Run run, Account account) {
    boolean well = false;
    try {
      Snapshot snapshot = collector.collect(run.id().toString(), account, run.of(account.id()));
      run.of(account.id()).at(Stage.RULES, State.RUNNING, "");
      store.keep(run.id(), account, snapshot);
      run.of(account.id()).at(Stage.RULES, State.DONE, "");
      well = true;
    } catch (RuntimeException | Error e) {
      log.error("The scan of account {} broke; what was stored before stays", account.id(), e);
      fail(run.id(), account.id());
    } finally {
      runningByAccount.remove(account.id());
      run.end(account.id(), well);
    }
  }

  private ScanEntity running(UUID runId, String accountId) {
    ScanEntity entity = new ScanEntity();
    entity.runId = runId;
    entity.accountId = accountId;
    entity.startedAt = clock.instant();
    entity.storedAt = entity.startedAt;
    return entity;
  }

  private void fail(UUID runId, String accountId) {
    repository
        .findById(new ScanEntity.Key(runId, accountId))
        .ifPresent(entity -> {
          entity.state = ScanEntity.State.FAILED;
          entity.finishedAt = clock.instant();
          entity.storedAt = entity.finishedAt;
          repository.save(entity);
        });
  }

  private void forgetOldRuns() {
    if (runs.size() > 200) {
      runs.values().removeIf(Run::isDone);
    }
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }
}
