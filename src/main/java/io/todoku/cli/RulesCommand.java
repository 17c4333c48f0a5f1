package io.todoku.cli;

import io.todoku.checklist.Wording;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the rule catalogue. */
@Command(
    name = "rules",
    description = "Lists the rules: id, level, title.",
    mixinStandardHelpOptions = true)
class RulesCommand implements Callable<Integer> {

  @Option(
      names = "--lang",
      paramLabel = "en|ja",
      defaultValue = "en",
      description = "language of the titles; default: ${DEFAULT-VALUE}")
  String language = "en";

  private final Middle middle;
  private final Output output;

  RulesCommand(Middle middle, Output output) {
    this.middle = middle;
    this.output = output;
  }

  @Override
  public Integer call() {
    ReportOptions.checkLanguage(language);
    try (Middle.Opened house = middle.open(null)) {
      Wording wording = new Wording(house.messages(), Wording.language(language));
      output.print(
          house.judge().catalogue().stream()
              .map(info ->
                  "%-32s %-12s %s%n"
                      .formatted(
                          info.id(),
                          wording.of("level." + info.level()),
                          wording.of("rule." + info.id() + ".title")))
              .collect(Collectors.joining()));
      return CommandLineFace.READY;
    }
  }
}
