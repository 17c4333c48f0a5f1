package io.todoku.cli;

import io.todoku.cli.ChecklistOptions.ChecklistInputFiles;
import io.todoku.rule.AccountNetworks;
import io.todoku.snapshot.AccountAddresses;
import io.todoku.snapshot.Snapshot;
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
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  todoku judge 111111111111.json",
      "  todoku judge new.json --decisions decisions.yaml --format junit",
      "  todoku judge new.json --baseline old.json --fail-on new",
      "  todoku judge - --format json"
    })
class JudgeCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "SNAPSHOT",
      description = "snapshot files to judge, or folders of them; - reads standard input")
  List<Path> files = new ArrayList<>();

  @Mixin ConfigurationOption configuration = new ConfigurationOption();
  @Mixin ChecklistOptions options = new ChecklistOptions();

  private final CommandContext context;
  private final CommandInput input;
  private final CommandOutput output;

  JudgeCommand(CommandContext context, CommandInput input, CommandOutput output) {
    this.context = context;
    this.input = input;
    this.output = output;
  }

  @Override
  public Integer call() {
    options.validate(output);
    Locale language = options.report.language.locale();
    SnapshotInput reader = new SnapshotInput(context, input, language);
    List<Snapshot> snapshots =
        files.stream().flatMap(file -> reader.readAll(file, "SNAPSHOT").stream()).toList();
    try (CommandContext.CommandServices services = configuration.open(context, input, language)) {
      ChecklistInputFiles inputs = options.open(services, reader);
      List<Snapshot> judgedNow =
          AccountNetworks.shareAmong(AccountAddresses.shareAmong(snapshots)).stream()
              .map(s -> s.judgedAt(services.clock().instant(), s.account(), s.attestations()))
              .toList();
      return options.finish(judgedNow, true, inputs, services, output);
    }
  }
}
