package io.todoku.notify;

import java.util.Arrays;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Puts lines into a language. What comes from outside stays on its line, and cannot turn the
 * direction of what stands after it.
 */
@Component("noticeTexts")
class NoticeTexts {

  private static final String CONTROL_CHARACTERS =
      "[\\p{Cntrl}\\x{85}\\x{2028}\\x{2029}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]+";

  private final MessageSource messages;

  NoticeTexts(MessageSource messages) {
    this.messages = messages;
  }

  String of(NoticeLine line, Locale locale) {
    return of(locale, line.key(), line.arguments().toArray());
  }

  /** A key that is no longer known is shown with its arguments: better than nothing. */
  String of(Locale locale, String key, Object... arguments) {
    Object[] worded =
        Arrays.stream(arguments)
            .map(argument -> argument instanceof NoticeLine inner ? of(inner, locale) : argument)
            .map(argument -> argument instanceof String text ? toSingleLine(text) : argument)
            .toArray();
    String bare = worded.length == 0 ? key : key + " " + Arrays.toString(worded);
    String text = messages.getMessage(key, worded, null, locale);
    return toSingleLine(text == null ? bare : text);
  }

  static String toSingleLine(String text) {
    return text.replaceAll(CONTROL_CHARACTERS, " ").strip();
  }
}
