package io.todoku.installation;

import com.github.kagkarlsson.scheduler.event.ExecutionChain;
import com.github.kagkarlsson.scheduler.event.ExecutionInterceptor;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Puts off every job of a quiet installation, whatever it does, but for those that only derive from
 * what the database holds.
 */
@Component
class QuietJobInterceptor implements ExecutionInterceptor {

  /** Until a job is asked about again. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private static final Set<String> DERIVING = Set.of("history-anew");

  private final QuietState state;
  private final Clock clock;

  QuietJobInterceptor(QuietState state, Clock clock) {
    this.state = state;
    this.clock = clock;
  }

  @Override
  public CompletionHandler<?> execute(
      TaskInstance<?> job, ExecutionContext context, ExecutionChain chain) {
    return state.isQuiet() && !DERIVING.contains(job.getTaskName())
        ? putOff()
        : chain.proceed(job, context);
  }

  private CompletionHandler<Object> putOff() {
    return (complete, operations) -> operations.reschedule(complete, clock.instant().plus(PAUSE));
  }
}
