package io.todoku.cli;

import io.todoku.account.Account;
import io.todoku.cli.ChecklistOptions.ChecklistInputFiles;
import io.todoku.rule.AccountNetworks;
import io.todoku.snapshot.AccountAddresses;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Collects, judges and prints. */
@Command(
    name = "scan",
    description = "Scans accounts and prints their checklists.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  todoku scan --config todoku.yaml",
      "  todoku scan --config todoku.yaml --format pdf --output report.pdf",
      "  todoku scan --config todoku.yaml --baseline snapshots --fail-on new",
      "  todoku scan --config todoku.yaml --rule ptr-exists --quiet"
    })
class ScanCommand implements Callable<Integer> {

  @Mixin AccountOptions accounts = new AccountOptions();
  @Mixin ChecklistOptions options = new ChecklistOptions();
  @Mixin ProgressOptions progress = new ProgressOptions();

  private final CommandContext context;
  private final CommandInput input;
  private final CommandOutput output;

  ScanCommand(CommandContext context, CommandInput input, CommandOutput output) {
    this.context = context;
    this.input = input;
    this.output = output;
  }

  @Override
  public Integer call() {
    options.validate(output);
    Locale language = options.report.language.locale();
    try (CommandContext.CommandServices services = accounts.open(context, input, language)) {
      ChecklistInputFiles files =
          options.open(services, new SnapshotInput(context, input, language));
      List<Account> selected = accounts.select(services);
      List<Snapshot> snapshots =
          AccountNetworks.shareAmong(
              AccountAddresses.shareAmong(
                  ConsoleCollector.collectAll(selected, services, progress.quiet, language)));
      return options.finish(snapshots, false, files, services, output);
    }
  }
}
