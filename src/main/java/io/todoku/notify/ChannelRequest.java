package io.todoku.notify;

import io.todoku.locale.InvalidInputException;
import io.todoku.locale.Languages;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.FieldError;

/**
 * A channel as a program sends it: what it leaves out has the value that the form of the page
 * begins with, and secrets that it leaves out stay.
 *
 * @param kind see {@code GET /channel-kinds}; it never changes
 * @param kinds the kinds of notices; null: all
 * @param hour of the digest, from 0 to 23, in the time zone
 * @param settings by the names of the fields of its kind
 */
record ChannelRequest(
    @Nullable String kind,
    @Nullable String name,
    @Nullable String target,
    @Nullable String client,
    @Nullable List<NoticeKind> kinds,
    @Nullable String language,
    @Nullable DeliveryTime when,
    @Nullable Integer hour,
    @Nullable String zone,
    @Nullable Boolean enabled,
    @Nullable Map<String, String> settings) {

  /** When notices are delivered. */
  enum DeliveryTime {
    NOW,
    DIGEST
  }

  /**
   * The form of the page with the same content.
   *
   * @throws InvalidInputException if a value is not one of those that the page offers
   */
  private ChannelForm toForm(Notifier notifier) {
    if (language != null && Languages.find(language).isEmpty()) {
      throw InvalidInputException.withMessage(
          "\"language\" must be one of " + String.join(", ", Languages.tags()));
    }
    if (kinds != null && kinds.contains(NoticeKind.TEST)) {
      throw InvalidInputException.withMessage(
          "\"kinds\" must be of "
              + String.join(", ", NoticeKind.SUBSCRIBABLE.stream().map(NoticeKind::id).toList()));
    }
    Set<String> known = new TreeSet<>();
    notifier.fields().forEach(field -> known.add(field.name()));
    if (settings != null && !known.containsAll(settings.keySet())) {
      throw InvalidInputException.withMessage(
          "\"settings\" of the kind \"%s\" has %s"
              .formatted(
                  notifier.kind(),
                  known.isEmpty() ? "no fields" : "the fields " + String.join(", ", known)));
    }
    ChannelForm blank = ChannelForm.blank(Languages.DEFAULT.tag());
    return new ChannelForm(
        name,
        target,
        client,
        kinds == null ? blank.kinds() : kinds.stream().map(NoticeKind::id).toList(),
        language == null ? blank.language() : language,
        when == DeliveryTime.DIGEST ? "digest" : "now",
        hour == null ? blank.hour() : hour,
        zone == null ? blank.zone() : zone,
        enabled == null || enabled,
        settings);
  }

  /**
   * Copies it to a channel.
   *
   * @throws InvalidInputException if it is invalid; its message names the field
   */
  void applyTo(Channel channel, Notifier notifier, NoticeLineRenderer texts) {
    ChannelForm form = toForm(notifier);
    BeanPropertyBindingResult errors = new BeanPropertyBindingResult(form, "channel");
    form.validate(notifier, channel, errors);
    FieldError error = errors.getFieldError();
    if (error != null) {
      String field = error.getField().replaceFirst("\\[(.+)]", ".$1");
      throw InvalidInputException.withMessage(
          "\"%s\": %s".formatted(field, texts.of(Locale.ENGLISH, String.valueOf(error.getCode()))));
    }
    form.applyTo(channel, notifier);
  }
}
