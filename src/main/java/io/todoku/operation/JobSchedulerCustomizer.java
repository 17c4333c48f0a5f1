package io.todoku.operation;

import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerProperties;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.stereotype.Component;

/**
 * Who this node is among those that share the jobs, and what its jobs run on: as many virtual
 * threads as {@code db-scheduler.threads} says.
 */
@Component
class JobSchedulerCustomizer implements DbSchedulerCustomizer {

  private final String nodeName =
      new SchedulerName.Hostname().getName()
          + "/"
          + ProcessHandle.current().pid()
          + "/"
          + UUID.randomUUID().toString().substring(0, 8);
  private final ExecutorService threads;

  JobSchedulerCustomizer(DbSchedulerProperties properties) {
    this.threads =
        Executors.newFixedThreadPool(
            properties.getThreads(), Thread.ofVirtual().name("job-", 0).factory());
  }

  /** Another name at each start: what an ended process held is nobody's until its lease is over. */
  @Override
  public Optional<SchedulerName> schedulerName() {
    return Optional.of(new SchedulerName.Fixed(nodeName));
  }

  @Override
  public Optional<ExecutorService> executorService() {
    return Optional.of(threads);
  }
}
