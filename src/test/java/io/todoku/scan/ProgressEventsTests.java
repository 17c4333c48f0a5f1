package io.todoku.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.anySet;
import static org.mockito.Mockito.atLeast;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.thymeleaf.ITemplateEngine;

class ProgressEventsTests {

  private static final UUID RUN = UUID.randomUUID();

  private final RunViews runs = mock();
  private final ITemplateEngine templates = mock();
  private final AtomicBoolean allowed = new AtomicBoolean(true);
  private ProgressEvents events;

  @BeforeEach
  void aScanRuns() {
    RunView running = mock();
    when(running.running()).thenReturn(true);
    when(running.withoutTimesAndFindings()).thenReturn(running);
    when(runs.of(any(), any())).thenReturn(Optional.of(running));
    when(templates.process(anyString(), anySet(), any())).thenReturn("");
    events = new ProgressEvents(runs, templates, mock(), Duration.ZERO);
  }

  @AfterEach
  void stop() {
    events.stop();
  }

  private static boolean isOpen(SseEmitter stream) {
    try {
      stream.send(SseEmitter.event().comment("open?"));
      return true;
    } catch (IllegalStateException | IOException completed) {
      return false;
    }
  }

  @Test
  void aStreamEndsWhenItsReaderLosesTheRights() {
    SseEmitter stream = events.open(RUN, List.of(), allowed::get, Locale.ENGLISH);
    verifyRead();
    assertThat(isOpen(stream)).isTrue();

    allowed.set(false);

    await().until(() -> !isOpen(stream));
  }

  /** It is read from the database twice at least, after the rights were looked up. */
  private void verifyRead() {
    await().untilAsserted(() -> verify(runs, atLeast(2)).of(any(), any()));
  }

  @Test
  void theStreamOfAnotherReaderGoesOn() {
    SseEmitter ending = events.open(RUN, List.of(), allowed::get, Locale.ENGLISH);
    SseEmitter other = events.open(RUN, List.of(), () -> true, Locale.ENGLISH);

    allowed.set(false);

    await().until(() -> !isOpen(ending));
    assertThat(isOpen(other)).isTrue();
  }
}
