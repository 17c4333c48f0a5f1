package io.todoku.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class ParallelTests {

  @Test
  void resultsAreInTheOrderOfTheItemsNotOfTheirEnd() {
    CountDownLatch lastEnded = new CountDownLatch(1);

    List<String> results =
        Parallel.map(
            List.of("first", "last"),
            item -> {
              if (item.equals("first")) {
                await(lastEnded);
              } else {
                lastEnded.countDown();
              }
              return item.toUpperCase();
            });

    assertThat(results).containsExactly("FIRST", "LAST");
  }

  @Test
  void allTasksRunAtTheSameTime() {
    CountDownLatch started = new CountDownLatch(3);
    Set<Integer> ended = ConcurrentHashMap.newKeySet();

    Parallel.forEach(
        List.of(1, 2, 3),
        item -> {
          started.countDown();
          await(started);
          ended.add(item);
        });

    assertThat(ended).containsExactlyInAnyOrder(1, 2, 3);
  }

  @Test
  void whenATaskFailsTheOthersAreWaitedForAndItsExceptionIsRethrownAsItWas() {
    RuntimeException failure = new UnsupportedOperationException("a bug");
    CountDownLatch failed = new CountDownLatch(1);
    AtomicBoolean otherEnded = new AtomicBoolean();
    Thread caller = Thread.currentThread();

    assertThatThrownBy(() ->
            Parallel.run(
                List.of(
                    () -> {
                      failed.countDown();
                      throw failure;
                    },
                    () -> {
                      await(failed);
                      awaitWaiting(caller);
                      otherEnded.set(true);
                    })))
        .isSameAs(failure);
    assertThat(otherEnded).isTrue();
  }

  @Test
  void whenSeveralTasksFailTheFirstInTheirOrderIsRethrown() {
    assertThatThrownBy(() ->
            Parallel.map(
                List.of("a", "b", "c"),
                item -> {
                  if (item.equals("a")) {
                    return item;
                  }
                  throw new IllegalArgumentException(item);
                }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("b");
  }

  @Test
  void anErrorIsRethrownAsItWas() {
    Error error = new StackOverflowError();

    assertThatThrownBy(() ->
            Parallel.forEach(
                List.of("a"),
                _ -> {
                  throw error;
                }))
        .isSameAs(error);
  }

  @Test
  void tasksLogInTheContextOfTheCallingThread() {
    try (var _ = LogContext.of("scan-1", "111111111111")) {
      assertThat(Parallel.map(List.of("scan", "account"), MDC::get))
          .containsExactly("scan-1", "111111111111");
      String combined =
          Parallel.combine(
              () -> Parallel.map(List.of("scan"), MDC::get),
              () -> MDC.get("account"),
              (scan, account) -> scan + " " + account);
      assertThat(combined).isEqualTo("[scan-1] 111111111111");
    }
  }

  @Test
  void theResultsOfTwoTasksThatRunAtTheSameTimeAreCombined() {
    CountDownLatch started = new CountDownLatch(2);

    String result =
        Parallel.combine(
            () -> {
              started.countDown();
              await(started);
              return "names";
            },
            () -> {
              started.countDown();
              await(started);
              return 2;
            },
            (first, second) -> first + " " + second);

    assertThat(result).isEqualTo("names 2");
  }

  @Test
  void whenOneOfTwoCombinedTasksFailsItsExceptionIsRethrownAsItWas() {
    RuntimeException failure = new UnsupportedOperationException("a bug");

    assertThatThrownBy(() ->
            Parallel.combine(
                () -> "names",
                () -> {
                  throw failure;
                },
                (first, second) -> first))
        .isSameAs(failure);
  }

  @Test
  void nothingIsDoneForNoItems() {
    assertThat(Parallel.map(List.of(), item -> item)).isEmpty();
  }

  @Test
  void whenTheCallingThreadIsInterruptedTheTasksAreInterruptedToo() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    AtomicBoolean taskInterrupted = new AtomicBoolean();
    AtomicBoolean callerInterrupted = new AtomicBoolean();
    FutureTask<Void> call =
        new FutureTask<>(() -> {
          try {
            Parallel.forEach(
                List.of("item"),
                _ -> {
                  started.countDown();
                  try {
                    new CountDownLatch(1).await();
                  } catch (InterruptedException e) {
                    taskInterrupted.set(true);
                  }
                });
          } finally {
            callerInterrupted.set(Thread.currentThread().isInterrupted());
          }
          return null;
        });
    Thread caller = Thread.ofVirtual().start(call);
    await(started);

    caller.interrupt();

    assertThatThrownBy(call::get).rootCause().isInstanceOf(InterruptedException.class);
    assertThat(call.exceptionNow())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("interrupted while waiting for parallel tasks");
    caller.join();
    assertThat(taskInterrupted).isTrue();
    assertThat(callerInterrupted).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns once the thread waits, which the caller does while a task is under way. */
  private static void awaitWaiting(Thread thread) {
    Awaitility.await().until(() -> thread.getState() == Thread.State.WAITING);
  }
}
