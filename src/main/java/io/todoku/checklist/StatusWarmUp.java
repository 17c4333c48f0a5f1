package io.todoku.checklist;

import io.todoku.account.Accounts;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Makes the status of each account before somebody opens the dashboard: after a start, or a night
 * of scans, a page over a thousand accounts would take the better part of a minute.
 */
@Component
class StatusWarmUp {

  private static final Logger log = LoggerFactory.getLogger(StatusWarmUp.class);

  /** What is cached already costs one query. */
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Accounts accounts;
  private final Checklists checklists;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofVirtual().name("status-warm-up").factory());

  private volatile boolean stopped;

  StatusWarmUp(Accounts accounts, Checklists checklists) {
    this.accounts = accounts;
    this.checklists = checklists;
  }

  @EventListener(ApplicationReadyEvent.class)
  void start() {
    thread.scheduleWithFixedDelay(this::makeAll, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Interrupts nothing, because that would close the file of an H2 database. */
  @PreDestroy
  void stop() {
    stopped = true;
    thread.shutdown();
  }

  /** From the last account to the first, so that it meets the page that needs all of them. */
  void makeAll() {
    try {
      checklists.statuses(accounts.all().reversed(), () -> !stopped);
    } catch (RuntimeException e) {
      log.debug("The database cannot be read now; this is tried again", e);
    }
  }
}
