package io.todoku.scan;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
  private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

  private static final Duration TIMEOUT = Duration.ofHours(1);

  /** Nobody reads the events any more. */
  private static final class BrowserLeftException extends Exception {
    private static final long serialVersionUID = 1;

    BrowserLeftException(Exception cause) {
      super(cause);
    }
  }

  private final Scans scans;
  private final ITemplateEngine templates;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  ProgressEvents(Scans scans, ITemplateEngine templates) {
    this.scans = scans;
    this.templates = templates;
  }

  /** Opens the stream of an existing run's progress. */
  SseEmitter open(UUID runId, Locale locale) {
    SseEmitter emitter = new SseEmitter(TIMEOUT.toMillis());
    threads.execute(() -> stream(runId, locale, emitter));
    return emitter;
  }

  private void stream(UUID runId, Locale locale, SseEmitter emitter) {
    try {
      Optional<RunView> shown = Optional.empty();
      long sent = System.nanoTime();
      while (true) {
        Optional<RunView> now = scans.view(runId);
        boolean late = System.nanoTime() - sent > HEARTBEAT.toNanos();
        if (now.isPresent() && (late || !now.equals(shown))) {
          send(emitter, "progress", renderStages(now.get(), locale));
          sent = System.nanoTime();
          shown = now;
        }
        if (now.isEmpty() || !now.get().running()) {
          send(emitter, "done", "");
          emitter.complete();
          return;
        }
        Thread.sleep(POLL_INTERVAL);
      }
    } catch (BrowserLeftException left) {
      emitter.complete();
    } catch (RuntimeException bug) {
      log.error("The progress of scan {} cannot be shown; the scan itself goes on", runId, bug);
      emitter.complete();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      emitter.complete();
    }
  }

  private static void send(SseEmitter emitter, String event, String data)
      throws BrowserLeftException {
    try {
      emitter.send(SseEmitter.event().name(event).data(data));
    } catch (IOException | IllegalStateException closed) {
      throw new BrowserLeftException(closed);
    }
  }

  private String renderStages(RunView run, Locale locale) {
    return templates
        .process(
            "progress", Set.of("stages"), new Context(locale, Map.of("accounts", run.accounts())))
        .replace("\n", "");
  }

  /**
   * Ends all streams before the server waits for open responses, which would not end by themselves.
   */
  @EventListener(ContextClosedEvent.class)
  void stop() {
    threads.shutdownNow();
  }
}
