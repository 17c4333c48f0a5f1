package io.todoku.notify;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A kind of channel as the pages show it.
 *
 * @param targetLabel what the form's target field asks for
 * @param targetSecret whether the form never shows a stored target
 * @param signed whether the form offers a new secret
 * @param keepsTickets whether the form leaves out what is told and when, as does {@code
 *     keepsFindings}
 * @param fields what the form asks for beside the target
 * @param unavailableReason why it cannot be chosen; null where it can
 */
record ChannelKindView(
    String id,
    String name,
    String description,
    String targetLabel,
    String targetHint,
    boolean targetSecret,
    boolean signed,
    boolean keepsTickets,
    boolean keepsFindings,
    List<FieldView> fields,
    @Nullable String unavailableReason) {

  /** A field beside the target. */
  record FieldView(String name, String label, String hint, boolean required, boolean secret) {}

  static ChannelKindView of(Notifier notifier, NoticeLineRenderer texts, Locale locale) {
    String id = notifier.kind();
    NoticeLine reason = notifier.unavailableReason();
    return new ChannelKindView(
        id,
        texts.of(locale, nameKey(id)),
        texts.of(locale, descriptionKey(id)),
        texts.of(locale, targetLabelKey(id)),
        texts.of(locale, targetHintKey(id)),
        notifier.isTargetSecret(),
        notifier.isSigned(),
        notifier.keepsTickets(),
        notifier.keepsFindings(),
        notifier.fields().stream()
            .map(field ->
                new FieldView(
                    field.name(),
                    texts.of(locale, field.labelKey(id)),
                    texts.of(locale, field.hintKey(id)),
                    field.required(),
                    field.secret()))
            .toList(),
        reason == null ? null : texts.of(reason, locale));
  }

  /** The keys of every text that a kind of channel needs in every language. */
  static List<String> textKeys(String id) {
    return List.of(nameKey(id), descriptionKey(id), targetLabelKey(id), targetHintKey(id));
  }

  static String nameKey(String id) {
    return "channel.kind." + id;
  }

  private static String descriptionKey(String id) {
    return "channel.kind.what." + id;
  }

  private static String targetLabelKey(String id) {
    return "channel.target." + id;
  }

  private static String targetHintKey(String id) {
    return "channel.target." + id + ".hint";
  }
}
