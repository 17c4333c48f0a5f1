package io.todoku.locale;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Registers the languages of Todoku: the only place that lists them. A new one is a line here and
 * its texts: {@code messages/*_TAG.properties}, {@code rules/*_TAG.properties} and {@code
 * rules/*.TAG.md}. Tests name every text that is missing.
 */
public final class Languages {

  /** The language where no other is asked for; its message files have no tag in their names. */
  public static final Language DEFAULT = new Language(Locale.ENGLISH, "d MMMM yyyy");

  private static final List<Language> ALL =
      List.of(new Language(Locale.JAPANESE, "yyyy年M月d日"), DEFAULT);

  private Languages() {}

  /** In the order in which pages offer them. */
  public static List<Language> all() {
    return ALL;
  }

  public static List<Locale> locales() {
    return ALL.stream().map(Language::locale).toList();
  }

  public static List<String> tags() {
    return ALL.stream().map(Language::tag).toList();
  }

  /** The language with exactly this tag. */
  public static Optional<Language> find(@Nullable String tag) {
    return ALL.stream().filter(language -> language.tag().equals(tag)).findFirst();
  }

  /**
   * The language of a tag such as {@code ja} or {@code ja-JP} that somebody asks for.
   *
   * @param field that holds the tag
   * @throws InvalidInputException where Todoku does not have it, with the tags that it has
   */
  public static Language named(String field, String tag) {
    return find(Locale.forLanguageTag(tag.strip()).getLanguage())
        .orElseThrow(() ->
            InvalidInputException.withMessage(
                "%s must be one of %s, not \"%s\""
                    .formatted(field, tags().stream().sorted().collect(joining(", ")), tag)));
  }

  /** The language of a locale of any country; the default one where Todoku does not have it. */
  public static Language of(Locale locale) {
    return find(locale.getLanguage()).orElse(DEFAULT);
  }

  /** The language of a tag such as {@code ja-JP}; the default one where Todoku does not have it. */
  public static Language ofTag(String tag) {
    return of(Locale.forLanguageTag(tag));
  }
}
