package io.todoku.concurrent;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs blocking tasks in parallel, each on a virtual thread of its own that logs in the context of
 * the calling thread.
 *
 * <p>Every method blocks until all tasks have ended, also where one fails. It then throws what the
 * first failed task threw, in the order of the tasks. Where the calling thread is interrupted, the
 * tasks are interrupted too, and an {@link IllegalStateException} is thrown.
 */
public final class Parallel {

  private Parallel() {}

  public static void run(List<Runnable> tasks) {
    callAll(tasks.stream().map(Executors::callable).toList());
  }

  public static <T> void forEach(List<T> items, Consumer<T> task) {
    run(items.stream().map(item -> (Runnable) () -> task.accept(item)).toList());
  }

  /**
   * @return the results in the order of the items
   */
  public static <T, R> List<R> map(List<T> items, Function<T, R> task) {
    return callAll(items.stream().map(item -> (Callable<R>) () -> task.apply(item)).toList());
  }

  /** Runs two tasks in parallel and combines their results. */
  public static <A, B, R> R combine(
      Supplier<A> first, Supplier<B> second, BiFunction<A, B, R> combiner) {
    FutureTask<A> firstTask = new FutureTask<>(first::get);
    FutureTask<B> secondTask = new FutureTask<>(second::get);
    run(List.of(firstTask, secondTask));
    return combiner.apply(result(firstTask), result(secondTask));
  }

  private static <R> List<R> callAll(List<Callable<R>> tasks) {
    try (var threads = LogContext.newExecutor()) {
      List<R> results = new ArrayList<>();
      for (Future<R> future : threads.invokeAll(tasks)) {
        results.add(result(future));
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for parallel tasks", e);
    }
  }

  private static <R> R result(Future<R> ended) {
    if (ended.state() != Future.State.FAILED) {
      return ended.resultNow();
    }
    switch (ended.exceptionNow()) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new UndeclaredThrowableException(e);
    }
  }
}
