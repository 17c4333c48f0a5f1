package io.todoku.cli;

import io.todoku.account.Account;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes snapshots to a file without judging them, to be judged or imported elsewhere. */
@Command(
    name = "collect",
    description = "Collects accounts into snapshot files.",
    mixinStandardHelpOptions = true)
class CollectCommand implements Callable<Integer> {

  @Mixin AccountOptions accounts = new AccountOptions();
  @Mixin LanguageOption language = new LanguageOption();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "file for one account, folder for several; default: standard output")
  @Nullable Path target;

  private final CommandContext context;
  private final CommandOutput output;

  CollectCommand(CommandContext context, CommandOutput output) {
    this.context = context;
    this.output = output;
  }

  @Override
  public Integer call() {
    language.validate();
    try (CommandContext.CommandServices services = accounts.open(context, language.locale())) {
      List<Account> selected = accounts.select(services);
      if (selected.size() > 1 && target == null) {
        throw new UsageException(
            selected.size() + " accounts need --output FOLDER, or choose one with --account");
      }
      List<Snapshot> snapshots = ConsoleCollector.collectAll(selected, services);
      for (Snapshot snapshot : snapshots) {
        output.write(fileOf(snapshot, selected.size()), SnapshotFile.write(snapshot));
      }
      return snapshots.stream().anyMatch(s -> s.regions() instanceof Unknown)
          ? TodokuCommandLine.UNDETERMINED
          : TodokuCommandLine.READY;
    }
  }

  private @Nullable Path fileOf(Snapshot snapshot, int accounts) {
    if (target == null || (accounts == 1 && !Files.isDirectory(target))) {
      return target;
    }
    try {
      return Files.createDirectories(target).resolve(snapshot.account().id() + ".json");
    } catch (IOException e) {
      throw new UsageException("cannot create the folder " + target + ": " + e.getMessage());
    }
  }
}
