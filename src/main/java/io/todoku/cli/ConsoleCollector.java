package io.todoku.cli;

import io.todoku.account.Account;
import io.todoku.collect.ProgressListener;
import io.todoku.concurrent.Parallel;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;

/** Collects accounts in parallel and reports progress on standard error. */
final class ConsoleCollector {

  private ConsoleCollector() {}

  /**
   * @return the snapshots in the order of the accounts
   */
  static List<Snapshot> collectAll(
      List<Account> accounts, CommandContext.CommandServices services) {
    return collectAll(accounts, services, ConsoleCollector::stages);
  }

  /** The same, and tells on standard error what is certain of an account already. */
  static List<Snapshot> collectAll(
      List<Account> accounts, CommandContext.CommandServices services, Locale language) {
    return collectAll(
        accounts, services, account -> new EarlyFindingsPrinter(account, services, language));
  }

  private static List<Snapshot> collectAll(
      List<Account> accounts,
      CommandContext.CommandServices services,
      Function<Account, ProgressListener> progress) {
    String scanId = UUID.randomUUID().toString();
    return Parallel.map(
        accounts,
        account -> services.collector().collect(scanId, account, progress.apply(account)));
  }

  static ProgressListener stages(Account account) {
    return (stage, state, doing) -> {
      if (doing.isEmpty()) {
        System.err.println(account.id() + "  " + stage + "  " + state);
      }
    };
  }
}
