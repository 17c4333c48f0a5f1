package io.todoku.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script that lets a shell complete the command line. */
@Command(
    name = "completion",
    description = {
      "Prints a script that completes commands, options and their values in a shell.",
      "It is about a command named todoku, so that the jar needs an alias or a wrapper:",
      "  alias todoku='java -jar /opt/todoku/todoku.jar'"
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  todoku completion bash > ~/.todoku-completion.bash",
      "  todoku completion zsh > ~/.todoku-completion.zsh"
    })
class CompletionCommand implements Callable<Integer> {

  private static final List<String> SHELLS = List.of("bash", "zsh");

  @Parameters(paramLabel = "bash|zsh", description = "the shell; zsh sources the script")
  String shell = "";

  @Spec CommandSpec spec = CommandSpec.create();

  private final CommandOutput output;

  CompletionCommand(CommandOutput output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    if (!SHELLS.contains(shell)) {
      throw new UsageException("the shell must be bash or zsh, not \"" + shell + "\"");
    }
    // the script loads bashcompinit by itself where zsh runs it
    output.print(AutoComplete.bash("todoku", spec.root().commandLine()));
    return TodokuCommandLine.READY;
  }
}
