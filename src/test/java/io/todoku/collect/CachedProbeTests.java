package io.todoku.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CachedProbeTests {

  private final AtomicInteger probes = new AtomicInteger();
  private final AtomicLong now = new AtomicLong(-5);

  @Test
  void theProbeRunsAgainOnceItsResultIsOld() {
    var lately = new CachedProbe<>(Duration.ofNanos(30), probes::incrementAndGet, now::get);

    assertThat(lately.get()).isEqualTo(1);
    now.addAndGet(29);
    assertThat(lately.get()).isEqualTo(1);
    now.addAndGet(1);
    assertThat(lately.get()).isEqualTo(2);
  }

  @Test
  void callersDuringAProbeGetTheSameResult() throws Exception {
    CountDownLatch looking = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(1);
    var lately =
        new CachedProbe<>(
            Duration.ofMinutes(1),
            () -> {
              looking.countDown();
              await(seen);
              return probes.incrementAndGet();
            },
            now::get);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> first = threads.submit(lately::get);
      looking.await();
      Future<Integer> second = threads.submit(lately::get);
      seen.countDown();

      assertThat(first.get()).isEqualTo(1);
      assertThat(second.get()).isEqualTo(1);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
