package io.todoku.cli;

import io.todoku.checklist.Wording;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** In which language a result is. */
class LanguageOption {

  @Option(
      names = "--lang",
      paramLabel = "en|ja",
      defaultValue = "en",
      description = "language of the result; default: ${DEFAULT-VALUE}")
  String language = "en";

  /**
   * @throws IllegalArgumentException where there are no texts in it
   */
  void validate() {
    if (!List.of("en", "ja").contains(language)) {
      throw new IllegalArgumentException("--lang must be en or ja, not \"" + language + "\"");
    }
  }

  /** Once it was checked. */
  Locale locale() {
    return Wording.localeOf(language);
  }

  /** The texts of the house in it. */
  Wording wording(CommandContext.CommandServices house) {
    return new Wording(house.messages(), locale());
  }
}
