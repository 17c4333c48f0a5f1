package io.todoku.rule;

import io.todoku.snapshot.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;

/**
 * A text for people as its key in the message files and its arguments, because its language is
 * chosen where it is shown.
 *
 * @param key in the message files
 * @param arguments strings, numbers or other texts
 */
public record Text(String key, List<Object> arguments) {

  public static Text of(String key, Object... arguments) {
    return new Text(key, List.copyOf(Arrays.asList(arguments)));
  }

  /** What went wrong with the source of a reason, without what came back. */
  static Text ofCause(Reason reason) {
    return of("reason." + reason.kind(), reason.source());
  }

  /** The text in a language. */
  public String in(MessageSource messages, Locale locale) {
    return messages.getMessage(
        key,
        arguments.stream()
            .map(argument -> argument instanceof Text inner ? inner.in(messages, locale) : argument)
            .toArray(),
        locale);
  }

  /** A text whose first argument is its subject. */
  public static Text about(Object subject, String key, Object... more) {
    return of(key, Stream.concat(Stream.of(subject), Stream.of(more)).toArray());
  }
}
