package io.todoku.cli;

import io.todoku.checklist.Wording;
import io.todoku.locale.Languages;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Chooses the language of a result. */
class LanguageOption {

  /** The tags that the option takes, by alphabet. */
  static class LanguageTags implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      return tags().iterator();
    }

    private static Stream<String> tags() {
      return Languages.tags().stream().sorted();
    }
  }

  @Option(
      names = "--lang",
      paramLabel = "LANGUAGE",
      completionCandidates = LanguageTags.class,
      description = "language of the result: ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}")
  String language = Languages.DEFAULT.tag();

  /**
   * @throws IllegalArgumentException where no texts exist in this language
   */
  void validate() {
    if (Languages.find(language).isEmpty()) {
      throw new IllegalArgumentException(
          "--lang must be %s, not \"%s\""
              .formatted(String.join(" or ", new LanguageTags()), language));
    }
  }

  Locale locale() {
    return Languages.ofTag(language).locale();
  }

  Wording wording(CommandContext.CommandServices services) {
    return new Wording(services.messages(), locale());
  }
}
