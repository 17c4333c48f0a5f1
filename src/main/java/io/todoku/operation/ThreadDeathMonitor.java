package io.todoku.operation;

import java.lang.Thread.UncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Notices threads that an {@link Error} ends, such as that of the DNS library when the memory is
 * full. Nothing starts them again, so that the application reports itself as broken ({@code
 * /actuator/health/liveness}) and can be restarted, rather than go on without them.
 */
@Component
class ThreadDeathMonitor implements UncaughtExceptionHandler, InitializingBean, DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(ThreadDeathMonitor.class);

  private final ApplicationEventPublisher events;
  private @Nullable UncaughtExceptionHandler before;

  ThreadDeathMonitor(ApplicationEventPublisher events) {
    this.events = events;
  }

  @Override
  public void afterPropertiesSet() {
    before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(this);
  }

  @Override
  public void destroy() {
    if (Thread.getDefaultUncaughtExceptionHandler() == this) {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    if (failure instanceof Error && !thread.isVirtual()) {
      log.error(
          "The thread {} ended; Todoku reports itself as broken and should be restarted",
          thread.getName(),
          failure);
      AvailabilityChangeEvent.publish(events, this, LivenessState.BROKEN);
    } else {
      log.error("The thread {} ended", thread.getName(), failure);
    }
  }
}
