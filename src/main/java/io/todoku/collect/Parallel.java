package io.todoku.collect;

import io.todoku.log.LogContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Runs blocking work side by side, each on a virtual thread of its own, and waits for all of it.
 */
final class Parallel {

  private Parallel() {}

  static void run(List<Runnable> work) {
    try (var threads = LogContext.newExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      work.forEach(task -> running.add(threads.submit(task)));
      for (Future<?> future : running) {
        future.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while collecting", e);
    }
  }
}
