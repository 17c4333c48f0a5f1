package io.todoku.cli;

import io.todoku.account.Account;
import io.todoku.collect.ProgressListener;
import io.todoku.concurrent.Parallel;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.UUID;

/** Collects accounts in parallel and reports progress on standard error. */
final class ConsoleCollector {

  private ConsoleCollector() {}

  /**
   * @return the snapshots in the order of the accounts
   */
  static List<Snapshot> collectAll(
      List<Account> accounts, CommandContext.CommandServices services) {
    String scanId = UUID.randomUUID().toString();
    return Parallel.map(
        accounts, account -> services.collector().collect(scanId, account, progress(account.id())));
  }

  private static ProgressListener progress(String account) {
    return (stage, state, doing) -> {
      if (doing.isEmpty()) {
        System.err.println(account + "  " + stage + "  " + state);
      }
    };
  }
}
