package io.todoku.cli;

import io.todoku.cli.TransferOpener.TransferSession;
import io.todoku.transfer.DatabaseImport;
import io.todoku.transfer.TransferRefusedException;
import io.todoku.transfer.TransferSummary;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fills an empty database from an exported file. */
@Command(
    name = "import",
    description = {
      "Fills an empty database with a file of \"todoku export\", all of it or nothing.",
      "No server may use the database meanwhile. The installation starts quiet: it neither scans",
      "nor sends until an administrator resumes it."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit codes: 0 done, 2 usage or configuration, 4 a bug in Todoku.",
      "",
      "Examples:",
      "  todoku import todoku.jsonl.gz --config postgresql.yaml",
      "  todoku import -"
    })
class ImportCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "the exported file; - is standard input")
  Path file = Path.of("-");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "the configuration of the server, as YAML")
  @Nullable Path configuration;

  private final TransferOpener opener;
  private final CommandInput input;

  ImportCommand(TransferOpener opener, CommandInput input) {
    this.opener = opener;
    this.input = input;
  }

  @Override
  public Integer call() {
    TransferSummary summary =
        input.read(
            file,
            "FILE",
            in -> {
              try (TransferSession<DatabaseImport> session =
                  TransferReport.open(() -> opener.openImport(configuration))) {
                return session.transfer().read(in);
              } catch (TransferRefusedException refused) {
                throw new UsageException(String.valueOf(refused.getMessage()));
              } catch (RuntimeException failure) {
                throw DatabaseFailure.explain(failure);
              }
            });
    TransferReport.print("Imported", summary);
    StandardError.print(
        "The installation starts quiet. Resume it at /settings/quiet once the other one is"
            + " stopped.");
    return TodokuCommandLine.READY;
  }
}
