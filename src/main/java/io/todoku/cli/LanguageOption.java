package io.todoku.cli;

import io.todoku.checklist.Wording;
import io.todoku.locale.Languages;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Chooses the language of a result and of questions. */
class LanguageOption {

  /** The tags that the option takes, in alphabetical order. */
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
      description = "output language: ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}")
  String language = Languages.DEFAULT.tag();

  /**
   * @throws UsageException if there are no texts in this language
   */
  void validate() {
    if (Languages.find(language).isEmpty()) {
      throw new UsageException(
          "--lang must be %s, not \"%s\""
              .formatted(String.join(" or ", new LanguageTags()), language));
    }
  }

  /** Valid after {@link #validate}. */
  Locale locale() {
    return Languages.ofTag(language).locale();
  }

  /** The texts in the chosen language. */
  Wording wording(CommandContext.CommandServices services) {
    return new Wording(services.messages(), locale()).forCommandLine();
  }
}
