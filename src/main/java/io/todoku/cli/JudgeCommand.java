package io.todoku.cli;

import io.todoku.locale.Languages;
import io.todoku.report.Report.AccountReport;
import io.todoku.rule.AccountNetworks;
import io.todoku.snapshot.AccountAddresses;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotFile;
import io.todoku.snapshot.SnapshotFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Judges snapshots from files; opens no connection. */
@Command(
    name = "judge",
    description = "Judges snapshot files offline and prints their checklists.",
    mixinStandardHelpOptions = true)
class JudgeCommand implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "SNAPSHOT", description = "snapshot files to judge")
  List<Path> files = new ArrayList<>();

  @Mixin ReportOptions report = new ReportOptions();

  private final CommandContext context;
  private final CommandOutput output;

  JudgeCommand(CommandContext context, CommandOutput output) {
    this.context = context;
    this.output = output;
  }

  @Override
  public Integer call() {
    report.validate();
    List<Snapshot> snapshots = files.stream().map(this::read).toList();
    try (CommandContext.CommandServices services = context.open(null, report.language.locale())) {
      List<AccountReport> accounts =
          AccountNetworks.shareAmong(AccountAddresses.shareAmong(snapshots)).stream()
              .map(s -> s.judgedAt(services.clock().instant(), s.account(), s.attestations()))
              .map(s ->
                  AccountReport.of(services.checklists().make(s, List.of()).withImported(true))
                      .withPaths(s))
              .toList();
      return report.print(accounts, services, output);
    }
  }

  private Snapshot read(Path file) {
    try (var in = Files.newInputStream(file)) {
      return SnapshotFile.read(in);
    } catch (NoSuchFileException e) {
      throw new UsageException("there is no file " + file);
    } catch (IOException e) {
      throw new UsageException("cannot read " + file + ": " + e.getMessage());
    } catch (SnapshotFormatException e) {
      throw new UsageException(file + ": " + describe(e));
    }
  }

  /** Opens the message files for other languages only, because a start takes a second. */
  private String describe(SnapshotFormatException wrong) {
    Locale language = report.language.locale();
    if (language.equals(Languages.DEFAULT.locale())) {
      return wrong.getDefaultMessage();
    }
    try (CommandContext.CommandServices services = context.open(null, language)) {
      return services.messages().getMessage(wrong, language);
    }
  }
}
