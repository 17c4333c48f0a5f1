package io.todoku.scan;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Sends a run's progress to a browser as server-sent events, each a ready-made piece of page. */
@Component
class ProgressEvents {

  private static final Logger log = LoggerFactory.getLogger(ProgressEvents.class);

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration CALM = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofHours(1);

  private final ITemplateEngine templates;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  ProgressEvents(ITemplateEngine templates) {
    this.templates = templates;
  }

  SseEmitter of(Run run, Locale locale) {
    SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
    threads.execute(() -> tell(run, locale, emitter));
    return emitter;
  }

  private void tell(Run run, Locale locale, SseEmitter emitter) {
    try {
      long seen = -1;
      while (true) {
        boolean done = run.isDone();
        emitter.send(SseEmitter.event().name("progress").data(page(run, locale)));
        if (done) {
          emitter.send(SseEmitter.event().name("done").data(""));
          emitter.complete();
          return;
        }
        Thread.sleep(CALM); // many small steps become one event
        seen = run.awaitChange(seen, HEARTBEAT);
      }
    } catch (IOException | IllegalStateException gone) {
      emitter.complete(); // the browser left
    } catch (RuntimeException bug) {
      log.error("The progress of scan {} cannot be shown; the scan itself goes on", run.id(), bug);
      emitter.complete();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      emitter.complete();
    }
  }

  private String page(Run run, Locale locale) {
    return templates
        .process("progress", Set.of("stages"), new Context(locale, Map.of("accounts", run.view())))
        .replace("\n", "");
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }
}
