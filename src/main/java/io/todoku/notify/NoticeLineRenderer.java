package io.todoku.notify;

import io.todoku.locale.InvisibleCharacters;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Renders the lines of a notice in a language. Arguments come from outside, so line breaks are
 * removed from them, and what is invisible is shown by its code point.
 */
@Component("noticeTexts")
class NoticeLineRenderer {

  private static final String CONTROL_CHARACTERS = "[\\p{Cntrl}\\x{85}\\x{2028}\\x{2029}]+";

  /** The title of a rule; one of another release has none here. */
  private static final Pattern RULE_TITLE = Pattern.compile("rule\\.(.+)\\.title");

  private final MessageSource messages;

  NoticeLineRenderer(MessageSource messages) {
    this.messages = messages;
  }

  String of(NoticeLine line, Locale locale) {
    return of(locale, line.key(), line.arguments().toArray());
  }

  /** A key that has no text any more is shown with its arguments, and a rule by its id. */
  String of(Locale locale, String key, Object... arguments) {
    Object[] localized =
        Arrays.stream(arguments)
            .map(argument -> argument instanceof NoticeLine inner ? of(inner, locale) : argument)
            .map(argument -> argument instanceof String text ? toSingleLine(text) : argument)
            .toArray();
    String named = RULE_TITLE.matcher(key).replaceFirst("$1");
    String bare = localized.length == 0 ? named : named + " " + Arrays.toString(localized);
    String text = messages.getMessage(key, localized, null, locale);
    return toSingleLine(text == null ? bare : text);
  }

  static String toSingleLine(String text) {
    return InvisibleCharacters.escape(text.replaceAll(CONTROL_CHARACTERS, " ").strip());
  }
}
