package io.todoku.notify;

import java.util.Arrays;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Puts lines into a language. What comes from outside stays on its line, and cannot turn the
 * direction of what stands after it.
 */
@Component("notifyWords")
class Words {

  private static final String ACTIVE =
      "[\\p{Cntrl}\\x{85}\\x{2028}\\x{2029}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]+";

  private final MessageSource messages;

  Words(MessageSource messages) {
    this.messages = messages;
  }

  String of(Line line, Locale locale) {
    return of(locale, line.key(), line.arguments().toArray());
  }

  /** A key that is no longer known is shown with its arguments: better than nothing. */
  String of(Locale locale, String key, Object... arguments) {
    Object[] worded =
        Arrays.stream(arguments)
            .map(argument -> argument instanceof Line inner ? of(inner, locale) : argument)
            .map(argument -> argument instanceof String text ? onOneLine(text) : argument)
            .toArray();
    String bare = worded.length == 0 ? key : key + " " + Arrays.toString(worded);
    String text = messages.getMessage(key, worded, null, locale);
    return onOneLine(text == null ? bare : text);
  }

  static String onOneLine(String text) {
    return text.replaceAll(ACTIVE, " ").strip();
  }
}
