package io.todoku.schedule;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.scan.Scans;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Starts scheduled scans. The next due time and a job for each account are stored in one
 * transaction, so that a crash at any moment loses no scan and starts none twice.
 */
@Component
class DueScheduleStarter {

  private static final Logger log = LoggerFactory.getLogger(DueScheduleStarter.class);

  private final ScanScheduleRepository repository;
  private final ScanSchedules schedules;
  private final Scans scans;
  private final Accounts accounts;
  private final SchedulerClient jobs;
  private final TransactionTemplate transaction;
  private final Clock clock;

  DueScheduleStarter(
      ScanScheduleRepository repository,
      ScanSchedules schedules,
      Scans scans,
      Accounts accounts,
      SchedulerClient jobs,
      TransactionTemplate transaction,
      Clock clock) {
    this.repository = repository;
    this.schedules = schedules;
    this.scans = scans;
    this.accounts = accounts;
    this.jobs = jobs;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Queues the scans of all due schedules; a failure of one does not stop the others. */
  void startDue() {
    for (ScanScheduleEntity schedule : schedules.all()) {
      try {
        queueIfDue(schedule.id);
      } catch (RuntimeException failure) {
        log.error("The schedule {} cannot be processed", schedule.id, failure);
      }
    }
  }

  private void queueIfDue(UUID id) {
    transaction.executeWithoutResult(status ->
        repository.lock(id).filter(schedule -> schedule.enabled).ifPresent(this::queueIfDue));
  }

  /** Queues the scans of a due schedule; any number of missed times is caught up by one scan. */
  private void queueIfDue(ScanScheduleEntity schedule) {
    Instant now = clock.instant();
    Instant next = schedule.toTiming().next(now);
    if (schedule.nextAt.isAfter(now)) {
      if (schedule.nextAt.isAfter(next)) { // the clock has been set back
        schedule.nextAt = next;
      }
      return;
    }
    UUID run = UUID.randomUUID();
    List<Account> covered = schedules.accountsOf(schedule);
    for (Account account : covered) {
      jobs.scheduleIfNotExists(
          ScanScheduleJobs.SCHEDULED_SCAN
              .instance(new ScheduledScanId(schedule.id, run, account.id()).toString())
              .scheduledTo(now.plus(schedule.offset(account.id(), now))));
    }
    log.info(
        "The schedule \"{}\" was due at {}: {} accounts are to be scanned; the next time is {}",
        schedule.timing,
        schedule.nextAt,
        covered.size(),
        next);
    schedule.lastAt = now;
    schedule.lastRun = run;
    schedule.nextAt = next;
  }

  /**
   * Starts the scan that a job was stored for, unless it was started already, a later run of its
   * schedule has begun, or the schedule no longer covers the account.
   */
  void start(ScheduledScanId job) {
    queueIfDue(job.schedule());
    Optional<Account> account = accounts.find(job.account()).filter(Account::hasAwsAccess);
    boolean current =
        account.isPresent()
            && schedules
                .find(job.schedule())
                .filter(schedule -> schedule.enabled)
                .filter(schedule -> job.run().equals(schedule.lastRun))
                .filter(schedule -> schedule.covers(account.get()))
                .isPresent();
    if (current) {
      scans.start(job.run(), account.get());
    } else {
      log.info("The scheduled scan {} is obsolete", job);
    }
  }
}
