package io.todoku.cli;

import io.todoku.account.Account;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.SnapshotFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes snapshots to a file without judging them, to be judged or imported elsewhere. */
@Command(
    name = "collect",
    description = "Collects accounts into snapshot files.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  todoku collect --config todoku.yaml --account 111111111111 --output a.json",
      "  todoku collect --config todoku.yaml --output snapshots"
    })
class CollectCommand implements Callable<Integer> {

  @Mixin AccountOptions accounts = new AccountOptions();
  @Mixin LanguageOption language = new LanguageOption();

  @Mixin ProgressOptions progress = new ProgressOptions();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = {
        "file for one account, folder for several; existing files are replaced;",
        "default, and -: standard output"
      })
  @Nullable Path target;

  private final CommandContext context;
  private final CommandInput input;
  private final CommandOutput output;

  CollectCommand(CommandContext context, CommandInput input, CommandOutput output) {
    this.context = context;
    this.input = input;
    this.output = output;
  }

  @Override
  public Integer call() {
    language.validate();
    try (CommandContext.CommandServices services =
        accounts.open(context, input, language.locale())) {
      List<Account> selected = accounts.select(services);
      if (selected.size() > 1 && CommandOutput.isStandard(target)) {
        throw new UsageException(
            selected.size() + " accounts need --output FOLDER, or choose one with --account");
      }
      boolean toFolder = isFolder(selected.size());
      selected.forEach(account -> output.expect(file(account.id(), toFolder)));
      AtomicBoolean undetermined = new AtomicBoolean();
      ConsoleCollector.collectAll(
          selected,
          services,
          progress.quiet,
          snapshot -> {
            output.write(file(snapshot.account().id(), toFolder), SnapshotFile.write(snapshot));
            if (snapshot.regions() instanceof Unknown) {
              undetermined.set(true);
            }
          });
      return undetermined.get() ? TodokuCommandLine.UNDETERMINED : TodokuCommandLine.READY;
    }
  }

  private boolean isFolder(int count) {
    if (target == null || CommandOutput.isStandard(target)) {
      return false;
    }
    if (count == 1) {
      return Files.isDirectory(target);
    }
    try {
      Files.createDirectories(target);
      return true;
    } catch (FileAlreadyExistsException e) {
      throw new UsageException(count + " accounts need a folder, and " + target + " is none");
    } catch (IOException e) {
      throw new UsageException("cannot create the folder " + target + ": " + e.getMessage());
    }
  }

  private @Nullable Path file(String account, boolean toFolder) {
    return target == null || !toFolder ? target : target.resolve(account + ".json");
  }
}
