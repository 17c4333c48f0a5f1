package io.todoku.notify;

import io.todoku.locale.Languages;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

/**
 * A channel as the form of its page has it.
 *
 * @param target empty where a stored secret target is kept
 * @param when {@code now} or {@code digest}
 * @param enabled null where its box is not checked
 * @param settings by the name of the {@link ChannelField}; without stored secrets
 */
record ChannelForm(
    @Nullable String name,
    @Nullable String target,
    @Nullable String client,
    @Nullable List<String> kinds,
    @Nullable String language,
    @Nullable String when,
    @Nullable Integer hour,
    @Nullable String zone,
    @Nullable Boolean enabled,
    @Nullable Map<String, String> settings) {

  private static final int MAX_NAME = 200;
  private static final int MAX_TARGET = 2000;

  ChannelForm {
    settings = settings == null ? Map.of() : settings;
  }

  static ChannelForm blank(String language) {
    List<String> all = NoticeKind.SUBSCRIBABLE.stream().map(NoticeKind::id).toList();
    String zone = ZoneId.systemDefault().getId().replace("Etc/UTC", "UTC");
    return new ChannelForm("", "", "", all, language, "now", 9, zone, true, Map.of());
  }

  static ChannelForm of(Channel channel, Notifier notifier) {
    return new ChannelForm(
        channel.name,
        notifier.isTargetSecret() ? "" : channel.target,
        channel.client,
        channel.subscribedKinds().stream().map(NoticeKind::id).toList(),
        channel.language,
        channel.digest ? "digest" : "now",
        channel.digestHour,
        channel.zone,
        channel.enabled,
        shownSettings(channel, notifier));
  }

  static Map<String, String> shownSettings(Channel channel, Notifier notifier) {
    Map<String, String> shown = new TreeMap<>();
    notifier.fields().stream()
        .filter(field -> !field.secret())
        .forEach(field -> shown.put(field.name(), channel.setting(field.name())));
    return shown;
  }

  /** For the template. */
  public boolean includesKind(String kind) {
    return kinds != null && kinds.contains(kind);
  }

  /** For the template. */
  public String setting(String field) {
    return settings == null ? "" : singleLine(settings.get(field));
  }

  /**
   * @param stored whose secrets are kept where the form leaves them empty; it may also keep a
   *     client that no account has any more
   * @param clients that accounts have
   */
  void validate(Notifier notifier, Channel stored, List<String> clients, Errors errors) {
    if (singleLine(name).isEmpty() || singleLine(name).length() > MAX_NAME) {
      reject(
          errors,
          "name",
          singleLine(name).isEmpty() ? "channel.name.missing" : "channel.name.long");
    }
    String chosen = singleLine(client);
    if (!chosen.isEmpty() && !chosen.equals(stored.client) && !clients.contains(chosen)) {
      reject(errors, "client", "channel.client.unknown");
    }
    String targetError =
        targetError(notifier, notifier.isTargetSecret() && !stored.target.isEmpty());
    if (targetError != null) {
      reject(errors, "target", targetError);
    }
    boolean moves = movesFrom(stored.target);
    for (ChannelField field : notifier.fields()) {
      String fieldError = fieldError(field, stored, moves);
      if (fieldError != null) {
        reject(errors, "settings[" + field.name() + "]", fieldError);
      }
    }
    Map<String, String> values = newSettings(stored, notifier);
    if (!errors.hasErrors() && !ChannelSettings.fit(values)) {
      reject(errors, "settings[" + longest(values) + "]", "notify.field.together");
    }
    if (!notifier.hasFixedNotices() && selectedKinds().isEmpty()) {
      reject(errors, "kinds", "channel.kinds.missing");
    }
    if (notifier.hasFixedNotices()) {
      return;
    }
    if (hour == null || hour < 0 || hour > 23) {
      reject(errors, "hour", "channel.hour.wrong");
    }
    try {
      ZoneId.of(singleLine(zone));
    } catch (DateTimeException e) {
      reject(errors, "zone", "channel.zone.wrong");
    }
  }

  private static void reject(Errors errors, String field, String key) {
    errors.rejectValue(field, key);
  }

  private @Nullable String targetError(Notifier notifier, boolean keepsTarget) {
    String entered = singleLine(target);
    if (entered.isEmpty()) {
      return keepsTarget ? null : "notify.target.missing";
    }
    return entered.length() > MAX_TARGET ? "notify.target.long" : notifier.targetError(entered);
  }

  /** Whether what goes to the target would reach another server than it did. */
  private boolean movesFrom(String stored) {
    String entered = singleLine(target);
    return !entered.isEmpty()
        && !stored.isEmpty()
        && !WebhookUrl.origin(entered).equals(WebhookUrl.origin(stored));
  }

  private static String longest(Map<String, String> values) {
    return Collections.max(
            values.entrySet(), Comparator.comparingInt(entry -> entry.getValue().length()))
        .getKey();
  }

  /**
   * @param moves whether a stored secret would be sent to another server; it must be entered again,
   *     because who may change a channel need not know its secrets
   */
  private @Nullable String fieldError(ChannelField field, Channel stored, boolean moves) {
    String entered = setting(field.name());
    if (entered.isEmpty()) {
      boolean kept = field.secret() && !stored.setting(field.name()).isEmpty();
      if (kept && moves) {
        return "notify.field.secret-again";
      }
      return field.required() && !kept ? "notify.field.missing" : null;
    }
    return entered.length() > MAX_TARGET ? "notify.target.long" : field.error().apply(entered);
  }

  private List<String> selectedKinds() {
    List<String> chosen = Objects.requireNonNullElse(kinds, List.of());
    return NoticeKind.SUBSCRIBABLE.stream().map(NoticeKind::id).filter(chosen::contains).toList();
  }

  /** Copies what was entered, once it is valid, to a channel. */
  void applyTo(Channel channel, Notifier notifier) {
    channel.name = singleLine(name);
    if (!singleLine(target).isEmpty()) {
      channel.target = singleLine(target);
    }
    channel.settings = ChannelSettings.write(newSettings(channel, notifier));
    channel.client = singleLine(client).isEmpty() ? null : singleLine(client);
    boolean fixed = notifier.hasFixedNotices();
    List<String> always =
        notifier.keepsTickets()
            ? NoticeKind.OF_TICKETS.stream().map(NoticeKind::id).toList()
            : List.of();
    channel.kinds = String.join(",", fixed ? always : selectedKinds());
    channel.language = Languages.find(singleLine(language)).orElse(Languages.DEFAULT).tag();
    channel.digest = !fixed && "digest".equals(when);
    channel.digestHour = Objects.requireNonNullElse(hour, 0);
    channel.zone = fixed ? "UTC" : singleLine(zone);
    channel.enabled = Boolean.TRUE.equals(enabled);
  }

  private Map<String, String> newSettings(Channel channel, Notifier notifier) {
    Map<String, String> values = new TreeMap<>();
    for (ChannelField field : notifier.fields()) {
      String entered = setting(field.name());
      String value = entered.isEmpty() && field.secret() ? channel.setting(field.name()) : entered;
      if (!value.isEmpty()) {
        values.put(field.name(), value);
      }
    }
    return values;
  }

  /** On one line, because a name must not look like a line of the log. */
  private static String singleLine(@Nullable String value) {
    return value == null ? "" : NoticeLineRenderer.toSingleLine(value);
  }
}
