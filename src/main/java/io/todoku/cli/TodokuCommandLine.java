package io.todoku.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line. Results go to standard output, everything else to standard error.
 *
 * <p>Exit codes: 0 every account ready, 1 some not ready, 2 usage or configuration, 3 undetermined,
 * 4 a bug in Todoku, 130 interrupted, 143 terminated.
 */
public final class TodokuCommandLine {

  static final int READY = 0;
  static final int NOT_READY = 1;
  static final int USAGE_ERROR = 2;
  static final int UNDETERMINED = 3;
  static final int INTERNAL_ERROR = 4;

  private static final Set<String> HELP = Set.of("--help", "-h", "--version", "-V");

  private TodokuCommandLine() {}

  /**
   * Whether this first argument asks for the command line and not for the server, whose arguments
   * are settings such as {@code --server.port=8081}. Anything else is a command, or a misspelt one.
   */
  public static boolean isCommand(String first) {
    return !first.startsWith("-") || HELP.contains(first);
  }

  /** Runs one command and returns its exit code. */
  public static int run(
      String[] args,
      CommandContext opener,
      SecretsCommand.SecretsOpener secrets,
      TransferOpener transfers) {
    return run(args, opener, secrets, transfers, System.in);
  }

  static int run(
      String[] args,
      CommandContext opener,
      SecretsCommand.SecretsOpener secrets,
      TransferOpener transfers,
      InputStream standardInput) {
    PrintStream result = System.out;
    System.setOut(System.err); // logs and libraries must not write into the result
    CommandOutput output = new CommandOutput(result);
    CommandLine line = create(opener, secrets, transfers, standardInput, output);
    line.setOut(new PrintWriter(result, true, StandardCharsets.UTF_8));
    try (InterruptReport _ = InterruptReport.install(output)) {
      return line.execute(args);
    } catch (Error failure) { // picocli lets it pass, and the JVM would exit as if "not ready"
      return FailureReport.print(failure);
    } finally {
      System.setOut(result);
    }
  }

  /** All commands, without running any. */
  static CommandLine create(
      CommandContext opener,
      SecretsCommand.SecretsOpener secrets,
      TransferOpener transfers,
      InputStream standardInput,
      CommandOutput output) {
    CommandContext context = (configuration, language) -> open(opener, configuration, language);
    CommandInput input = new CommandInput(standardInput);
    CommandLine line = new CommandLine(new RootCommand());
    line.addSubcommand(new ScanCommand(context, input, output));
    line.addSubcommand(new CollectCommand(context, input, output));
    line.addSubcommand(new JudgeCommand(context, input, output));
    line.addSubcommand(new AccessCommand(context, input, output));
    line.addSubcommand(new PolicyCommand(output));
    line.addSubcommand(new RulesCommand(context, output));
    line.addSubcommand(new ExplainCommand(context, output, standardInput));
    line.addSubcommand(
        new CommandLine(new RunbookCommand())
            .addSubcommand(new RunbookCommand.RunbookCheckCommand(context, input, output)));
    line.addSubcommand(new SecretsCommand(secrets, output));
    line.addSubcommand(new ExportCommand(transfers, output));
    line.addSubcommand(new ImportCommand(transfers, input));
    line.addSubcommand(new SchemaCommand(output));
    line.addSubcommand(new CompletionCommand(output));
    line.addSubcommand(new CommandLine.HelpCommand());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (exception, command, parsed) -> FailureReport.print(exception));
    return line;
  }

  private static CommandContext.CommandServices open(
      CommandContext opener, @Nullable Path configuration, Locale language) {
    try {
      return opener.open(configuration, language);
    } catch (RuntimeException e) {
      String message = ErrorMessage.ofConfiguration(e);
      throw message == null ? e : new UsageException(message);
    }
  }

  @Command(
      name = "todoku",
      description = "Checks whether the mail that AWS accounts send will arrive.",
      mixinStandardHelpOptions = true,
      versionProvider = JarVersionProvider.class,
      footer = {
        "",
        "Without a command, todoku starts the server.",
        "Exit codes: 0 all accounts ready, 1 some not ready, 2 usage or configuration error,"
            + " 3 undetermined, 4 a bug in Todoku, 130 interrupted, 143 terminated.",
        "",
        "Examples:",
        "  todoku scan --config todoku.yaml",
        "  todoku help scan"
      })
  private static final class RootCommand {}

  /** The release that this jar is. */
  private static final class JarVersionProvider implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = TodokuCommandLine.class.getPackage().getImplementationVersion();
      return new String[] {"todoku " + (version == null ? "(not packed)" : version)};
    }
  }
}
