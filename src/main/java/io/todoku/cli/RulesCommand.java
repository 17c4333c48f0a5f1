package io.todoku.cli;

import io.todoku.checklist.Wording;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the rule catalogue. */
@Command(
    name = "rules",
    description = "Lists the rules with ID, level and title.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  todoku rules", "  todoku rules --lang ja"})
class RulesCommand implements Callable<Integer> {

  @Mixin LanguageOption language = new LanguageOption();

  private final CommandContext context;
  private final CommandOutput output;

  RulesCommand(CommandContext context, CommandOutput output) {
    this.context = context;
    this.output = output;
  }

  @Override
  public Integer call() {
    language.validate();
    try (CommandContext.CommandServices services = context.open(null, language.locale())) {
      Wording wording = language.wording(services);
      output.print(
          services.judge().catalogue().stream()
              .map(info ->
                  "%-32s %-12s %s%n"
                      .formatted(
                          info.id(),
                          wording.of("level." + info.level()),
                          wording.ruleTitle(info.id())))
              .collect(Collectors.joining()));
      return TodokuCommandLine.READY;
    }
  }
}
