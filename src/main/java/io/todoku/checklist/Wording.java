package io.todoku.checklist;

import io.todoku.rule.Question;
import io.todoku.rule.Text;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Reason;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** Renders keys and arguments as texts in one language. */
public record Wording(MessageSource messages, Locale locale) {

  /** A word of a detail that is no word of a language. */
  private static final Pattern VALUE = Pattern.compile("[^\\s,]*[\\d.-][^\\s,]*");

  public String of(Text text) {
    return text.in(messages, locale);
  }

  public String of(String key, Object... arguments) {
    return messages.getMessage(key, localize(arguments), locale);
  }

  /** The text of a key; empty where there is none. */
  public String find(String key, Object... arguments) {
    return Objects.requireNonNullElse(
        messages.getMessage(key, localize(arguments), "", locale), "");
  }

  private Object[] localize(Object... arguments) {
    Object[] localized = new Object[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      localized[i] = arguments[i] instanceof Text inner ? of(inner) : arguments[i];
    }
    return localized;
  }

  public String of(Reason reason) {
    if (Question.isAskedBy(reason)) {
      return of("question." + reason.fix(), reason.detail(), reason.source());
    }
    String cause = of("reason." + reason.kind(), reason.source());
    String detail = withoutFullStop(localizeDetail(reason.detail()));
    String sentence =
        detail.isEmpty() ? of("reason.alone", cause) : of("reason.said", cause, detail);
    String fix = fix(reason);
    return fix == null ? sentence : of("reason.then", sentence, of("reason.fix", fix));
  }

  /** The remedy: a text, or the permission or setting itself; null where none is known. */
  @Nullable String fix(Reason reason) {
    if (reason.fix() == null) {
      return null;
    }
    // the text may name what the detail does, as a command for a profile
    String text =
        messages.getMessage("fix." + reason.fix(), new Object[] {reason.detail()}, null, locale);
    return text == null ? reason.fix() : text;
  }

  public String of(Gap gap) {
    return gap.region() == null
        ? of(gap.reason())
        : of("gap.region", gap.region(), of(gap.reason()));
  }

  /**
   * A detail in the reader's language where Todoku itself gave it, as {@code more than 10 names};
   * what a server or AWS said stays as it is. The key has {@code n} for each word with a digit, a
   * dot or a hyphen, which are the arguments.
   */
  String localizeDetail(String detail) {
    Object[] arguments = VALUE.matcher(detail).results().map(MatchResult::group).toArray();
    String key = VALUE.matcher(detail).replaceAll("n").toLowerCase(Locale.ROOT);
    String text = find("detail." + key.replaceAll("[^a-z]+", "-"), arguments);
    return text.isEmpty() ? detail : text;
  }

  /** The detail without its full stop, because the sentence around it ends with one. */
  private static String withoutFullStop(String detail) {
    return detail.strip().replaceAll("[.。]+$", "");
  }
}
