package io.todoku.cli;

import io.todoku.account.Account;
import io.todoku.report.Report.AccountReport;
import io.todoku.rule.AccountNetworks;
import io.todoku.snapshot.AccountAddresses;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Collects, judges and prints. */
@Command(
    name = "scan",
    description = "Scans accounts and prints their checklists.",
    mixinStandardHelpOptions = true)
class ScanCommand implements Callable<Integer> {

  @Mixin AccountOptions accounts = new AccountOptions();
  @Mixin ReportOptions report = new ReportOptions();

  private final CommandContext context;
  private final CommandOutput output;

  ScanCommand(CommandContext context, CommandOutput output) {
    this.context = context;
    this.output = output;
  }

  @Override
  public Integer call() {
    report.validate();
    try (CommandContext.CommandServices services =
        accounts.open(context, report.language.locale())) {
      List<Account> selected = accounts.select(services);
      List<AccountReport> parts =
          AccountNetworks.shareAmong(
                  AccountAddresses.shareAmong(
                      ConsoleCollector.collectAll(selected, services, report.language.locale())))
              .stream()
              .map(s -> AccountReport.of(services.checklists().make(s, List.of())).withPaths(s))
              .toList();
      return report.print(parts, services, output);
    }
  }
}
