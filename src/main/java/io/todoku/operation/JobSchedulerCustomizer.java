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
 * Gives this node its name among the nodes that share the jobs, and its pool of {@code
 * db-scheduler.threads} virtual threads.
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

  /**
   * A new name at each start, so that jobs claimed by an ended process wait until its lease is
   * over.
   */
  @Override
  public Optional<SchedulerName> schedulerName() {
    return Optional.of(new SchedulerName.Fixed(nodeName));
  }

  @Override
  public Optional<ExecutorService> executorService() {
    return Optional.of(threads);
  }
}
