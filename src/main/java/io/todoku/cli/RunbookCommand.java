package io.todoku.cli;

import io.todoku.checklist.Wording;
import io.todoku.locale.InvisibleCharacters;
import io.todoku.runbook.RunbookText;
import io.todoku.runbook.RunbookView;
import io.todoku.runbook.UnusablePlanException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Checks a mail server's migration step by step. */
@Command(
    name = "runbook",
    description = "Checks a mail server migration step by step.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  todoku runbook check move.yaml"},
    synopsisSubcommandLabel = "check")
class RunbookCommand {

  /** Observes DNS, AWS and the servers once and prints the state of each step. */
  @Command(
      name = "check",
      description = {
        "Checks DNS, AWS and the servers once and prints the state of each step.",
        "Keeps what it saw in a file, to wait for TTLs and to notice steps that revert."
      },
      footer = {
        "",
        "Exit codes: 0 done, 1 not done yet, 2 usage or configuration error, 3 unknown,"
            + " 4 a bug in Todoku.",
        "",
        "Examples:",
        "  todoku runbook check move.yaml",
        "  todoku runbook check move.yaml --config todoku.yaml --format json"
      },
      mixinStandardHelpOptions = true)
  static class RunbookCheckCommand implements Callable<Integer> {

    @Parameters(paramLabel = "PLAN.yaml", description = "the migration plan")
    Path plan = Path.of("");

    @Option(
        names = "--memory",
        paramLabel = "FILE",
        description = "file that keeps what was seen; default, beside the plan: PLAN.seen.json")
    @Nullable Path stateFile;

    @Option(
        names = "--format",
        paramLabel = "text|json",
        defaultValue = "text",
        description = "output format; default: ${DEFAULT-VALUE}")
    String format = "text";

    @Mixin LanguageOption language = new LanguageOption();
    @Mixin AccountOptions accounts = new AccountOptions();

    private final CommandContext context;
    private final CommandInput input;
    private final CommandOutput output;

    RunbookCheckCommand(CommandContext context, CommandInput input, CommandOutput output) {
      this.context = context;
      this.input = input;
      this.output = output;
    }

    @Override
    public Integer call() {
      if (!List.of("text", "json").contains(format)) {
        throw new UsageException("--format must be text or json");
      }
      language.validate();
      try (CommandContext.CommandServices services =
          accounts.open(context, input, language.locale())) {
        Wording wording = language.wording(services);
        RunbookView view = evaluate(services, wording);
        output.print(format.equals("json") ? json(view) : text(view, wording));
        return switch (view.state()) {
          case "done" -> TodokuCommandLine.READY;
          case "unknown" -> TodokuCommandLine.UNDETERMINED;
          default -> TodokuCommandLine.NOT_READY;
        };
      }
    }

    private RunbookView evaluate(CommandContext.CommandServices services, Wording wording) {
      try {
        return services.plans().evaluate(plan, stateFileOrDefault(), services.accounts(), wording);
      } catch (UnusablePlanException wrong) {
        throw new UsageException(String.valueOf(wrong.getMessage()));
      }
    }

    private Path stateFileOrDefault() {
      if (stateFile != null) {
        return stateFile;
      }
      String name = plan.getFileName().toString().replaceFirst("\\.ya?ml$", "");
      return plan.resolveSibling(name + ".seen.json");
    }

    private static String text(RunbookView view, Wording wording) {
      return RunbookText.lines(view, wording).stream()
          .map(line -> InvisibleCharacters.escapeLine(line) + "\n")
          .collect(Collectors.joining());
    }

    private static String json(RunbookView view) {
      return new String(
              JsonMapper.builder()
                  .enable(SerializationFeature.INDENT_OUTPUT)
                  .build()
                  .writeValueAsBytes(view),
              StandardCharsets.UTF_8)
          + "\n";
    }
  }
}
