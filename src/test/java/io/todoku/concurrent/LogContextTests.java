package io.todoku.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** A log line tells its scan and account, in whichever thread it is written. */
class LogContextTests {

  private static final Callable<List<String>> TOLD =
      () -> List.of(String.valueOf(MDC.get("account")), String.valueOf(MDC.get("scan")));

  @Test
  void isToldInThreadsWithinThreads() throws Exception {
    try (var _ = LogContext.of("scan-1", "111111111111");
        var threads = LogContext.newExecutor()) {
      Future<List<String>> near = threads.submit(TOLD);
      Future<List<String>> far =
          threads.submit(() -> {
            try (var inner = LogContext.newExecutor()) {
              return inner.submit(TOLD).get();
            }
          });
      FutureTask<List<String>> started = new FutureTask<>(TOLD);
      LogContext.startThread(started);

      assertThat(List.of(near.get(), far.get(), started.get()))
          .containsOnly(List.of("111111111111", "scan-1"));
    }
  }

  @Test
  void endsWhereItIsClosed() throws Exception {
    try (var _ = LogContext.of("scan-1", "111111111111")) {
      assertThat(TOLD.call()).containsExactly("111111111111", "scan-1");
    }
    try (var threads = LogContext.newExecutor()) {
      assertThat(threads.submit(TOLD).get()).containsOnly("null");
    }
    assertThat(TOLD.call()).containsOnly("null");
  }
}
