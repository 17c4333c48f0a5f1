package io.todoku.notify;

import io.todoku.locale.InvalidInputException;
import io.todoku.locale.Languages;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.FieldError;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.util.StdConverter;

/**
 * A channel as a program sends it. What it leaves out stays as it is, secrets too; a new channel
 * has the values that the form of the page begins with.
 *
 * @param kind see {@code GET /channel-kinds}; it never changes
 * @param client whose notices it gets; "" for those of every client
 * @param hour of the digest, from 0 to 23, in the time zone
 * @param settings by the names of the fields of its kind
 */
record ChannelRequest(
    @Nullable String kind,
    @Nullable String name,
    @Nullable String target,
    @Nullable String client,
    @JsonDeserialize(contentConverter = KindReader.class) @Nullable List<NoticeKind> kinds,
    @Nullable String language,
    @Nullable DeliveryTime when,
    @Nullable Integer hour,
    @Nullable String zone,
    @Nullable Boolean enabled,
    @Nullable Map<String, String> settings) {

  /** Refuses what no channel can subscribe to, with a message for the caller. */
  static final class KindReader extends StdConverter<String, NoticeKind> {

    @Override
    public NoticeKind convert(String id) {
      return NoticeKind.SUBSCRIBABLE.stream()
          .filter(kind -> kind.id().equals(id))
          .findFirst()
          .orElseThrow(() ->
              InvalidInputException.withMessage(
                  "must be one of "
                      + String.join(
                          ", ", NoticeKind.SUBSCRIBABLE.stream().map(NoticeKind::id).toList())));
    }
  }

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
  private ChannelForm toForm(ChannelForm current, Notifier notifier) {
    if (language != null && Languages.find(language).isEmpty()) {
      throw InvalidInputException.withMessage(
          "\"language\" must be one of " + String.join(", ", Languages.tags()));
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
    return new ChannelForm(
        name == null ? current.name() : name,
        target == null ? current.target() : target,
        client == null ? current.client() : client,
        kinds == null ? current.kinds() : kinds.stream().map(NoticeKind::id).toList(),
        language == null ? current.language() : language,
        when == null ? current.when() : when == DeliveryTime.DIGEST ? "digest" : "now",
        hour == null ? current.hour() : hour,
        zone == null ? current.zone() : zone,
        enabled == null ? current.enabled() : enabled,
        settings(current));
  }

  private Map<String, String> settings(ChannelForm current) {
    Map<String, String> kept = new TreeMap<>(current.settings());
    kept.putAll(Objects.requireNonNullElse(settings, Map.of()));
    return kept;
  }

  /**
   * Copies it to a channel.
   *
   * @param current what the channel has now; the blank form for a new one
   * @param clients that accounts have
   * @throws InvalidInputException if it is invalid; its message names the field
   */
  void applyTo(
      Channel channel,
      ChannelForm current,
      Notifier notifier,
      NoticeLineRenderer texts,
      List<String> clients) {
    ChannelForm form = toForm(current, notifier);
    BeanPropertyBindingResult errors = new BeanPropertyBindingResult(form, "channel");
    form.validate(notifier, channel, clients, errors);
    FieldError error = errors.getFieldError();
    if (error != null) {
      String field = error.getField().replaceFirst("\\[(.+)]", ".$1");
      throw InvalidInputException.withMessage(
          "\"%s\": %s".formatted(field, texts.of(Locale.ENGLISH, String.valueOf(error.getCode()))));
    }
    form.applyTo(channel, notifier);
  }
}
