package io.todoku.checklist;

import io.todoku.rule.Text;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Reason;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** Makes texts of keys and arguments in one language. */
public record Wording(MessageSource messages, Locale locale) {

  public String of(Text text) {
    return of(text.key(), text.arguments().toArray());
  }

  public String of(String key, Object... arguments) {
    Object[] localized = new Object[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      localized[i] = arguments[i] instanceof Text inner ? of(inner) : arguments[i];
    }
    return messages.getMessage(key, localized, locale);
  }

  public String of(Reason reason) {
    String what = of("reason." + reason.cause(), reason.source());
    String detail = withoutFullStop(reason.detail());
    String sentence = detail.isEmpty() ? of("reason.alone", what) : of("reason.said", what, detail);
    String fix = fix(reason);
    return fix == null ? sentence : of("reason.then", sentence, of("reason.fix", fix));
  }

  /** What would make it known: a text, or the permission or setting itself. */
  @Nullable String fix(Reason reason) {
    return reason.fix() == null
        ? null
        : messages.getMessage("fix." + reason.fix(), null, reason.fix(), locale);
  }

  public String of(Gap gap) {
    return gap.region() == null
        ? of(gap.reason())
        : of("gap.region", gap.region(), of(gap.reason()));
  }

  /** The detail ends a sentence that has its own full stop. */
  private static String withoutFullStop(String detail) {
    return detail.strip().replaceAll("[.。]+$", "");
  }
}
