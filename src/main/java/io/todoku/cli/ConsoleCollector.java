package io.todoku.cli;

import io.todoku.account.Account;
import io.todoku.collect.ProgressListener;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Collects accounts in parallel and reports progress on standard error. */
final class ConsoleCollector {

  private ConsoleCollector() {}

  /** In the order of the accounts. */
  static List<Snapshot> collectAll(
      List<Account> accounts, CommandContext.CommandServices services) {
    String scanId = UUID.randomUUID().toString();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Snapshot>> running =
          accounts.stream()
              .map(account ->
                  threads.submit(
                      () -> services.collector().collect(scanId, account, progress(account.id()))))
              .toList();
      return running.stream().map(ConsoleCollector::result).toList();
    }
  }

  private static ProgressListener progress(String account) {
    return (stage, state, doing) -> {
      if (doing.isEmpty()) {
        System.err.println(account + "  " + stage + "  " + state);
      }
    };
  }

  private static Snapshot result(Future<Snapshot> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while collecting", e);
    }
  }
}
