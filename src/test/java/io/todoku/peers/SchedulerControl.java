package io.todoku.peers;

import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Duration;

/** The jobs of the node in the test. */
public final class SchedulerControl {

  private SchedulerControl() {}

  /**
   * None begins before the scheduler resumes, and none is under way: not even a round that is due
   * because the test has put its clock back.
   */
  public static void pauseUntilIdle(Scheduler scheduler) {
    scheduler.pause();
    await().atMost(Duration.ofSeconds(60)).until(() -> scheduler.getCurrentlyExecuting().isEmpty());
  }
}
