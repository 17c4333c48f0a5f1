package io.todoku.cli;

import io.todoku.account.Account;
import io.todoku.collect.ProgressListener;
import io.todoku.concurrent.Parallel;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** Collects accounts in parallel and reports progress on standard error. */
final class ConsoleCollector {

  private ConsoleCollector() {}

  /**
   * @param collected takes each snapshot as soon as it is there
   */
  static void collectAll(
      List<Account> accounts,
      CommandContext.CommandServices services,
      boolean quiet,
      Consumer<Snapshot> collected) {
    try (ConsoleProgress progress = ConsoleProgress.onStandardError(quiet, accounts.size())) {
      collectAll(accounts, services, progress, progress::listener, collected);
    }
  }

  /**
   * Also tells on standard error what is certain of an account already.
   *
   * @return the snapshots in the order of the accounts
   */
  static List<Snapshot> collectAll(
      List<Account> accounts,
      CommandContext.CommandServices services,
      boolean quiet,
      Locale language) {
    try (ConsoleProgress progress = ConsoleProgress.onStandardError(quiet, accounts.size())) {
      return collectAll(
          accounts,
          services,
          progress,
          account ->
              quiet
                  ? ProgressListener.NONE
                  : new EarlyFindingsPrinter(account, progress, services, language),
          _ -> {});
    }
  }

  private static List<Snapshot> collectAll(
      List<Account> accounts,
      CommandContext.CommandServices services,
      ConsoleProgress progress,
      Function<Account, ProgressListener> listeners,
      Consumer<Snapshot> collected) {
    String scanId = UUID.randomUUID().toString();
    return Parallel.map(
        accounts,
        account -> {
          Snapshot snapshot =
              services.collector().collect(scanId, account, listeners.apply(account));
          collected.accept(snapshot);
          progress.accountDone(account);
          return snapshot;
        });
  }
}
