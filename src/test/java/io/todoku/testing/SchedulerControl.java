package io.todoku.testing;

import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Duration;

/** Controls the jobs of the node under test. */
public final class SchedulerControl {

  private SchedulerControl() {}

  /**
   * Pauses the scheduler and waits until no job runs, not even one that became due because the test
   * set its clock back.
   */
  public static void pauseUntilIdle(Scheduler scheduler) {
    scheduler.pause();
    await().atMost(Duration.ofSeconds(60)).until(() -> scheduler.getCurrentlyExecuting().isEmpty());
  }
}
