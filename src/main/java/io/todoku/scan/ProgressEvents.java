package io.todoku.scan;

import io.todoku.account.Account;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Sends a run's progress to a browser as server-sent events with rendered HTML. */
@Component
class ProgressEvents {

  private static final Logger log = LoggerFactory.getLogger(ProgressEvents.class);

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** How often the database is queried, because the cells may run on any node. */
  private static final Duration INTERVAL = Duration.ofMillis(500);

  /** How often people who listen to the page are told what was found, at most. */
  private static final Duration ANNOUNCEMENTS = Duration.ofSeconds(20);

  /** How often it is looked up whether the reader was suspended or has lost rights. */
  private static final Duration RIGHTS_CHECK = Duration.ofSeconds(10);

  private static final Duration TIMEOUT = Duration.ofHours(1);
  private static final int THREADS = 4;

  private final RunViews runs;
  private final ITemplateEngine templates;
  private final MessageSource messages;
  private final Duration rightsCheck;
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(THREADS, Thread.ofVirtual().name("progress").factory());

  private volatile boolean stopping;

  @Autowired
  ProgressEvents(RunViews runs, ITemplateEngine templates, MessageSource messages) {
    this(runs, templates, messages, RIGHTS_CHECK);
  }

  ProgressEvents(
      RunViews runs, ITemplateEngine templates, MessageSource messages, Duration rightsCheck) {
    this.runs = runs;
    this.templates = templates;
    this.messages = messages;
    this.rightsCheck = rightsCheck;
  }

  /**
   * Opens the stream of an existing run's progress.
   *
   * @param visible the accounts that the reader may see
   * @param stillAllowed asked now and then whether the reader may still see them
   */
  SseEmitter open(UUID runId, List<Account> visible, BooleanSupplier stillAllowed, Locale locale) {
    ProgressStream stream = new ProgressStream(runId, visible, stillAllowed, locale);
    stream.start();
    return stream.emitter;
  }

  /**
   * The events of one browser: each time the timer goes, what has changed is sent. One run of the
   * timer follows the other, so the fields need no lock.
   */
  private final class ProgressStream {

    private final UUID runId;
    private final List<Account> visible;
    private final BooleanSupplier stillAllowed;
    private final Locale locale;
    private long checkedNanos = System.nanoTime();
    private final SseEmitter emitter = new SseEmitter(TIMEOUT.toMillis());
    private @Nullable RunView shown;
    private long sentNanos = System.nanoTime();
    private final Map<String, FoundSection> found = new HashMap<>();
    private FoundTotals said = FoundTotals.NONE;
    private long saidNanos = System.nanoTime();
    private volatile boolean ended;
    private @Nullable Future<?> task;

    ProgressStream(UUID runId, List<Account> visible, BooleanSupplier stillAllowed, Locale locale) {
      this.stillAllowed = stillAllowed;
      this.visible = visible;
      this.runId = runId;
      this.locale = locale;
    }

    synchronized void start() {
      emitter.onCompletion(this::end);
      emitter.onTimeout(emitter::complete);
      task =
          timer.scheduleWithFixedDelay(
              this::sendChanges, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Interrupts nothing, because that would close the file of an H2 database. */
    private synchronized void end() {
      ended = true;
      if (task != null) {
        task.cancel(false);
      }
    }

    private void sendChanges() {
      if (ended) {
        return;
      }
      try {
        if (System.nanoTime() - checkedNanos > rightsCheck.toNanos()) {
          checkedNanos = System.nanoTime();
          if (!stillAllowed.getAsBoolean()) {
            complete();
            return;
          }
        }
        Optional<RunView> run = stopping ? Optional.empty() : runs.of(runId, visible);
        if (run.isPresent()) {
          sendIfChanged(run.get());
          sendFound(run.get());
        }
        if (run.isEmpty() || !run.get().running()) {
          if (run.isPresent()) {
            send("ended", render("ended", Map.of("run", run.get())));
          }
          send("done", "");
          complete();
        }
      } catch (IOException | IllegalStateException browserLeft) {
        complete();
      } catch (RuntimeException bug) {
        log.error("The progress of scan {} cannot be shown; the scan itself goes on", runId, bug);
        complete();
      }
    }

    /** The times alone are no change, because the page counts them by itself. */
    private void sendIfChanged(RunView run) throws IOException {
      RunView state = run.withoutTimesAndFindings();
      if (!state.equals(shown)) {
        send("progress", render("stages", Map.of("run", run)));
        shown = state;
      } else if (System.nanoTime() - sentNanos > HEARTBEAT.toNanos()) {
        send(SseEmitter.event().comment("running"));
      }
    }

    /** What became certain, account by account, because all of it may be a long page. */
    private void sendFound(RunView run) throws IOException {
      List<FoundSection> changed =
          FoundSection.of(run, messages, locale).stream()
              .filter(section -> !section.equals(found.put(section.account(), section)))
              .toList();
      if (!changed.isEmpty()) {
        send("found", render("sections", Map.of("found", changed)));
      }
      FoundTotals totals = FoundTotals.of(found.values());
      if (!totals.equals(said) && System.nanoTime() - saidNanos > ANNOUNCEMENTS.toNanos()) {
        send("said", render("said", Map.of("totals", totals)));
        saidNanos = System.nanoTime();
        said = totals;
      }
    }

    private void send(String event, String data) throws IOException {
      send(SseEmitter.event().name(event).data(data));
    }

    private void send(SseEmitter.SseEventBuilder event) throws IOException {
      emitter.send(event);
      sentNanos = System.nanoTime();
    }

    private String render(String fragment, Map<String, Object> model) {
      return templates
          .process("progress", Set.of(fragment), new Context(locale, model))
          .replace("\n", "");
    }

    private void complete() {
      end();
      emitter.complete();
    }
  }

  /**
   * Ends all streams before the server waits for open responses, which would not end by themselves.
   */
  @EventListener(ContextClosedEvent.class)
  void stop() {
    stopping = true; // the next run of the timer ends each stream
    timer.schedule(timer::shutdown, 2 * INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }
}
