package io.todoku.testing;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Runs actions at the same time, each in its own thread; throws what one of them throws. */
public final class ConcurrentCalls {

  private ConcurrentCalls() {}

  /**
   * @param what is given who does it, from 0
   */
  public static void repeat(int all, IntConsumer what) throws Exception {
    runAll(IntStream.range(0, all).<Runnable>mapToObj(who -> () -> what.accept(who)).toList());
  }

  public static void runAll(List<Runnable> what) throws Exception {
    CyclicBarrier start = new CyclicBarrier(what.size());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all =
          what.stream()
              .<Future<?>>map(one ->
                  threads.submit(() -> {
                    start.await();
                    one.run();
                    return null;
                  }))
              .toList();
      for (Future<?> one : all) {
        one.get(60, TimeUnit.SECONDS);
      }
    }
  }
}
