package io.todoku.operation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class ThreadDeathMonitorTests {

  private final Logger logger = (Logger) LoggerFactory.getLogger(ThreadDeathMonitor.class);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext(
          ThreadDeathMonitor.class, ApplicationAvailabilityBean.class);

  @BeforeEach
  void listen() {
    logged.start();
    logger.addAppender(logged);
    logger.setAdditive(false);
    AvailabilityChangeEvent.publish(context, LivenessState.CORRECT);
  }

  @AfterEach
  void close() {
    logger.detachAppender(logged);
    logger.setAdditive(true);
    context.close();
    assertThat(Thread.getDefaultUncaughtExceptionHandler() instanceof ThreadDeathMonitor)
        .as("it stays behind")
        .isFalse();
  }

  private LivenessState liveness() {
    return context.getBean(ApplicationAvailability.class).getLivenessState();
  }

  private static void endThread(Thread.Builder thread, Throwable failure) throws Exception {
    Runnable task = () -> ThreadDeathMonitorTests.<RuntimeException>sneakyThrow(failure);
    thread.name("dnsjava NIO selector").start(task).join();
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneakyThrow(Throwable failure) throws T {
    throw (T) failure;
  }

  @Test
  void aThreadThatAnErrorEndsBreaksTheApplication() throws Exception {
    endThread(Thread.ofPlatform(), new OutOfMemoryError("Java heap space"));

    assertThat(liveness()).isEqualTo(LivenessState.BROKEN);
    assertThat(logged.list)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getLevel()).isEqualTo(Level.ERROR);
          assertThat(event.getFormattedMessage())
              .startsWith("The thread dnsjava NIO selector ended; Todoku reports itself as broken");
          assertThat(event.getThrowableProxy().getMessage()).isEqualTo("Java heap space");
        });
  }

  @Test
  void anExceptionOrTheEndOfATaskIsToldOnly() throws Exception {
    endThread(Thread.ofPlatform(), new IllegalStateException("a bug"));
    endThread(Thread.ofVirtual(), new StackOverflowError());

    assertThat(liveness()).isEqualTo(LivenessState.CORRECT);
    assertThat(logged.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsOnly("The thread dnsjava NIO selector ended")
        .hasSize(2);
  }
}
