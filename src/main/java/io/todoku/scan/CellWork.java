package io.todoku.scan;

import com.github.kagkarlsson.scheduler.SchedulerState;
import io.todoku.collect.Collector;
import io.todoku.collect.Part;
import io.todoku.scan.CellStore.Standing;
import io.todoku.scan.CellStore.Taken;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import jakarta.annotation.PreDestroy;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/** Does the work of one cell on this node: takes it up, collects, brings it home, goes on. */
@Component
class CellWork {

  private static final Logger log = LoggerFactory.getLogger(CellWork.class);

  private final CellStore store;
  private final Collector collector;
  private final ScanSettings settings;
  private final Patience patience;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<CellId, String> doing = new ConcurrentHashMap<>();

  CellWork(CellStore store, Collector collector, ScanSettings settings, Patience patience) {
    this.store = store;
    this.collector = collector;
    this.settings = settings;
    this.patience = patience;
  }

  /** It broke, and is to be tried again. */
  private static final class Broke extends RuntimeException {
    Broke(CellId id, Throwable cause) {
      super(id + ": " + cause, cause, false, false);
    }
  }

  /** It was cancelled, or another node has taken it over. */
  private static final class NotWanted extends Exception {}

  /**
   * @param node that has the job
   */
  void work(CellId id, String node, SchedulerState scheduler) {
    MDC.put("scan", id.runId().toString());
    MDC.put("account", id.accountId());
    try {
      Optional<Taken> taken = patience.with(() -> store.take(id, node));
      if (taken.isPresent()) {
        Part part = collect(id, taken.get(), node, scheduler);
        patience.with(() -> store.done(id, part));
      }
      goOn(id.runId(), id.accountId());
    } catch (NotWanted e) {
      log.info("{} is let go: it was cancelled, or another node has it", id.cell());
    } finally {
      doing.remove(id);
      MDC.remove("scan");
      MDC.remove("account");
    }
  }

  /** What this node is doing for the cell; empty where it is not at it. */
  String doing(CellId id) {
    return doing.getOrDefault(id, "");
  }

  void goOnWithAll() {
    store
        .running()
        .forEach(scan -> {
          store.remember(scan.runId, scan.accountId);
          goOn(scan.runId, scan.accountId);
        });
  }

  private void goOn(UUID runId, String accountId) {
    if (patience.with(() -> store.goOn(runId, accountId)) == Standing.ALL_THERE) {
      try {
        patience.with(() -> store.finish(runId, accountId));
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

  private Part collect(CellId id, Taken taken, String node, SchedulerState scheduler)
      throws NotWanted {
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
      return again(id, Cause.TIMEOUT, settings.cellLimit().toSeconds() + " s", late);
    } catch (ExecutionException broke) {
      Throwable bug = Optional.ofNullable(broke.getCause()).orElse(broke);
      if (scheduler.isShuttingDown()) {
        throw new Broke(id, bug);
      }
      return again(id, Cause.FAILED, bug.toString(), bug);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new Broke(id, stopping);
    }
  }

  /** Tries it again; after enough tries nothing is known of what it should have seen. */
  private Part again(CellId id, Cause cause, String detail, Throwable what) {
    int failures = patience.with(() -> store.broke(id));
    if (failures < settings.tries()) {
      log.warn("{} broke ({} of {} tries)", id.cell(), failures, settings.tries(), what);
      throw new Broke(id, what);
    }
    log.error("{} broke {} times and is given up: unknown", id.cell(), failures, what);
    return Part.missing(
        id.cell(), Reason.of(cause, id.cell().source().name().toLowerCase(Locale.ROOT), detail));
  }

  private Part within(CellId id, Taken taken, String node)
      throws NotWanted, TimeoutException, ExecutionException, InterruptedException {
    Map<String, String> context = MDC.getCopyOfContextMap();
    Future<Part> collecting =
        threads.submit(() -> {
          MDC.setContextMap(context);
          return collector.collect(
              id.cell(),
              taken.account(),
              taken.before(),
              (stage, state, what) -> doing.put(id, what));
        });
    try {
      long end = System.nanoTime() + settings.cellLimit().toNanos();
      while (true) {
        long left = end - System.nanoTime();
        try {
          return collecting.get(Math.min(left, settings.glance().toNanos()), TimeUnit.NANOSECONDS);
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
      collecting.cancel(true);
    }
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }
}
