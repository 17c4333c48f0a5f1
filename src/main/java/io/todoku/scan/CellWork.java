package io.todoku.scan;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerState;
import io.todoku.collect.Collector;
import io.todoku.collect.Part;
import io.todoku.log.LogContext;
import io.todoku.scan.CellStore.Standing;
import io.todoku.scan.CellStore.Taken;
import io.todoku.scan.ScanMeters.CellResult;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/** Does the work of one cell on this node: takes it up, collects, brings it home, goes on. */
@Component
class CellWork {

  private static final Logger log = LoggerFactory.getLogger(CellWork.class);

  private final CellStore store;
  private final Collector collector;
  private final ScanSettings settings;
  private final Patience patience;
  private final ScanMeters meters;
  private final ObjectProvider<Scheduler> jobs;
  private final Set<Future<Part>> collecting = ConcurrentHashMap.newKeySet();
  private final Map<CellId, String> doing = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  CellWork(
      CellStore store,
      Collector collector,
      ScanSettings settings,
      Patience patience,
      ScanMeters meters,
      ObjectProvider<Scheduler> jobs) {
    this.store = store;
    this.collector = collector;
    this.settings = settings;
    this.patience = patience;
    this.meters = meters;
    this.jobs = jobs;
  }

  /** It broke, and is to be tried again. */
  private static final class Broke extends RuntimeException {
    Broke(CellId id, Throwable cause) {
      super(id + ": " + cause, cause, false, false);
    }
  }

  /** It was cancelled, or another node has taken it over. */
  private static final class NotWanted extends Exception {}

  /** This node stops. */
  private static final class Stopping extends Exception {}

  /**
   * @param node that has the job
   * @return whether the job is over; else it is given back, as this node stops
   */
  boolean work(CellId id, String node, SchedulerState scheduler) {
    try (var _ = LogContext.of(id.runId().toString(), id.accountId())) {
      return !stopping && carryOn(id, node, scheduler);
    }
  }

  private boolean carryOn(CellId id, String node, SchedulerState scheduler) {
    try {
      Optional<Taken> taken = patience.with(() -> store.take(id, node));
      if (taken.isPresent()) {
        doing.put(id, "");
        Part part = collect(id, taken.get(), node, scheduler);
        patience.with(() -> store.done(id, node, part));
        meters.cell(id.cell(), part.dark() ? CellResult.DARK : CellResult.DONE);
      }
      goOn(id.runId(), id.accountId());
      return true;
    } catch (NotWanted e) {
      log.info("{} is let go: it was cancelled, or another node has it", id.cell());
      meters.cell(id.cell(), CellResult.LET_GO);
      return true;
    } catch (Stopping e) {
      patience.with(() -> store.giveBack(id, node));
      log.info("{} is given back, as this node stops", id.cell());
      meters.cell(id.cell(), CellResult.GIVEN_BACK);
      return false;
    } finally {
      doing.remove(id);
    }
  }

  /** What this node is doing for the cell; empty where it is not at it. */
  String doing(CellId id) {
    return doing.getOrDefault(id, "");
  }

  /** One that cannot go on keeps no other waiting. */
  void goOnWithAll() {
    for (ScanEntity scan : store.running()) {
      try {
        store.remember(scan.runId, scan.accountId);
        goOn(scan.runId, scan.accountId);
      } catch (RuntimeException broken) {
        log.error("The scan of account {} cannot go on", scan.accountId, broken);
      }
    }
  }

  private void goOn(UUID runId, String accountId) {
    if (patience.with(() -> store.goOn(runId, accountId)) == Standing.ALL_THERE) {
      try {
        finish(runId, accountId);
      } catch (RuntimeException | Error bug) {
        if (Patience.passes(bug)) {
          throw bug; // the job is tried again
        }
        log.error(
            "No snapshot could be made of the scan of account {}; what was stored before stays",
            accountId,
            bug);
        patience.with(() -> store.end(runId, accountId, ScanEntity.State.FAILED));
      }
    }
  }

  /** Once more where what it refers to, such as a channel, was removed in the middle of it. */
  private void finish(UUID runId, String accountId) {
    try {
      patience.with(() -> store.finish(runId, accountId));
    } catch (DataIntegrityViolationException moved) {
      log.debug("The end of the scan of account {} is stored once more", accountId, moved);
      patience.with(() -> store.finish(runId, accountId));
    }
  }

  private Part collect(CellId id, Taken taken, String node, SchedulerState scheduler)
      throws NotWanted, Stopping {
    if (taken.lastNode() != null && !taken.lastNode().equals(node)) {
      log.warn(
          "{} of account {} is taken over from node {}, which did not bring it home",
          id.cell(),
          id.accountId(),
          taken.lastNode());
    }
    try {
      return within(id, taken, node);
    } catch (TimeoutException late) {
      return again(id, node, Cause.TIMEOUT, settings.cellLimit().toSeconds() + " s", late);
    } catch (ExecutionException broke) {
      Throwable bug = Optional.ofNullable(broke.getCause()).orElse(broke);
      if (stopping || scheduler.isShuttingDown()) {
        throw new Stopping();
      }
      return again(id, node, Cause.FAILED, bug.toString(), bug);
    } catch (CancellationException given) {
      throw new Stopping();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Broke(id, interrupted);
    }
  }

  /** Tries it again; after enough tries nothing is known of what it should have seen. */
  private Part again(CellId id, String node, Cause cause, String detail, Throwable what) {
    int failures = patience.with(() -> store.broke(id, node));
    if (failures < settings.tries()) {
      meters.cell(id.cell(), CellResult.BROKE);
      log.warn("{} broke ({} of {} tries)", id.cell(), failures, settings.tries(), what);
      throw new Broke(id, what);
    }
    meters.cell(id.cell(), CellResult.GIVEN_UP);
    log.error("{} broke {} times and is given up: unknown", id.cell(), failures, what);
    return Part.missing(
        id.cell(), Reason.of(cause, id.cell().source().name().toLowerCase(Locale.ROOT), detail));
  }

  private Part within(CellId id, Taken taken, String node)
      throws NotWanted, TimeoutException, ExecutionException, InterruptedException {
    FutureTask<Part> work =
        new FutureTask<>(() ->
            collector.collect(
                id.cell(),
                taken.account(),
                taken.before(),
                (stage, state, what) -> doing.replace(id, what))); // not after it was left
    LogContext.start(work);
    collecting.add(work);
    try {
      if (stopping) {
        work.cancel(true);
      }
      long end = System.nanoTime() + settings.cellLimit().toNanos();
      while (true) {
        long left = end - System.nanoTime();
        try {
          return work.get(Math.min(left, settings.glance().toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException glance) {
          if (left <= settings.glance().toNanos()) {
            throw glance;
          }
          if (!patience.with(() -> store.isWanted(id, node))) {
            throw new NotWanted();
          }
        }
      }
    } finally {
      collecting.remove(work);
      work.cancel(true);
    }
  }

  /** Before anything else stops: what is under way is given back at once, and nothing is begun. */
  @EventListener(ContextClosedEvent.class)
  void stop() {
    stopping = true;
    jobs.ifAvailable(Scheduler::pause);
    collecting.forEach(work -> work.cancel(true));
  }
}
