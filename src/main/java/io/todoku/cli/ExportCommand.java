package io.todoku.cli;

import io.todoku.cli.TransferOpener.TransferSession;
import io.todoku.transfer.DatabaseExport;
import io.todoku.transfer.TransferRefusedException;
import io.todoku.transfer.TransferSummary;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a whole database into one file. */
@Command(
    name = "export",
    description = {
      "Writes everything that the database holds into one file, for \"todoku import\".",
      "A server that uses a database file must be stopped first. Secrets stay encrypted: move the",
      "encryption key separately."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit codes: 0 done, 2 usage or configuration, 4 a bug in Todoku.",
      "",
      "Examples:",
      "  todoku export todoku.jsonl.gz --config todoku.yaml",
      "  todoku export - > todoku.jsonl.gz"
    })
class ExportCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "the file to write; - is standard output")
  Path file = Path.of("-");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "the configuration of the server, as YAML")
  @Nullable Path configuration;

  private final TransferOpener opener;
  private final CommandOutput output;

  ExportCommand(TransferOpener opener, CommandOutput output) {
    this.opener = opener;
    this.output = output;
  }

  @Override
  public Integer call() {
    output.expect(file);
    try (TransferSession<DatabaseExport> session =
        TransferReport.open(() -> opener.openExport(configuration))) {
      TransferSummary[] summary = new TransferSummary[1];
      output.stream(file, out -> summary[0] = session.transfer().write(out));
      TransferReport.print("Exported", summary[0]);
      return TodokuCommandLine.READY;
    } catch (TransferRefusedException refused) {
      throw new UsageException(String.valueOf(refused.getMessage()));
    } catch (RuntimeException failure) {
      throw DatabaseFailure.explain(failure);
    }
  }
}
