package io.todoku.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line. Results go to standard output, everything else to standard error.
 *
 * <p>Exit codes: 0 every account ready, 1 some not ready, 2 usage or configuration, 3 undetermined.
 */
public final class TodokuCommandLine {

  static final int READY = 0;
  static final int NOT_READY = 1;
  static final int USAGE_ERROR = 2;
  static final int UNDETERMINED = 3;

  private static final Set<String> HELP = Set.of("--help", "-h", "--version", "-V");

  private TodokuCommandLine() {}

  /**
   * Whether this first argument asks for the command line and not for the server, whose arguments
   * are settings such as {@code --server.port=8081}. A word that is no command is one misspelt.
   */
  public static boolean isCommand(String first) {
    return !first.startsWith("-") || HELP.contains(first);
  }

  /** Runs one command and gives its exit code. */
  public static int run(String[] args, CommandContext middle) {
    PrintStream result = System.out;
    System.setOut(System.err); // logs and libraries must not write into the result
    CommandOutput output = new CommandOutput(result);
    CommandLine line = new CommandLine(new RootCommand());
    line.addSubcommand(new ScanCommand(middle, output));
    line.addSubcommand(new CollectCommand(middle, output));
    line.addSubcommand(new JudgeCommand(middle, output));
    line.addSubcommand(new PolicyCommand(output));
    line.addSubcommand(new RulesCommand(middle, output));
    line.addSubcommand(
        new CommandLine(new RunbookCommand())
            .addSubcommand(new RunbookCommand.RunbookCheckCommand(middle, output)));
    line.addSubcommand(new CommandLine.HelpCommand());
    line.setOut(new java.io.PrintWriter(result, true, StandardCharsets.UTF_8));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((exception, command, parsed) -> {
      System.err.println("todoku: " + TerminalText.sanitize(ErrorMessage.of(exception)));
      return USAGE_ERROR;
    });
    try {
      return line.execute(args);
    } finally {
      System.setOut(result);
    }
  }

  @Command(
      name = "todoku",
      description = "Tells whether the mail that AWS accounts send will arrive.",
      mixinStandardHelpOptions = true,
      versionProvider = JarVersionProvider.class,
      footer = {
        "",
        "Without a command the server starts.",
        "Exit codes: 0 every account ready, 1 some not ready, 2 usage or configuration,"
            + " 3 undetermined."
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
