package io.todoku.notify;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

/**
 * A channel as the page's form holds it.
 *
 * @param target empty where a webhook's present URL is kept
 * @param when {@code now} or {@code digest}
 * @param enabled null where it is not ticked
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
    @Nullable Boolean enabled) {

  static final List<String> LANGUAGES = List.of("ja", "en");
  private static final int MAX_NAME = 200;
  private static final int MAX_TARGET = 2000;

  static ChannelForm blank(String language) {
    List<String> all = Kind.WANTABLE.stream().map(Kind::id).toList();
    String zone = ZoneId.systemDefault().getId().replace("Etc/UTC", "UTC");
    return new ChannelForm("", "", "", all, language, "now", 9, zone, true);
  }

  static ChannelForm of(Channel channel) {
    return new ChannelForm(
        channel.name,
        channel.kind.isWeb() ? "" : channel.target,
        channel.client,
        channel.wanted().stream().map(Kind::id).toList(),
        channel.language,
        channel.digest ? "digest" : "now",
        channel.digestHour,
        channel.zone,
        channel.enabled);
  }

  /** For the page. */
  public boolean wants(String kind) {
    return kinds != null && kinds.contains(kind);
  }

  /**
   * @param kept whether an empty target leaves the present one
   */
  void check(Carrier carrier, boolean kept, Errors errors) {
    if (text(name).isEmpty() || text(name).length() > MAX_NAME) {
      reject(errors, "name", text(name).isEmpty() ? "channel.name.missing" : "channel.name.long");
    }
    if (text(client).length() > MAX_NAME) {
      reject(errors, "client", "channel.client.long");
    }
    String wrong = wrongTarget(carrier, kept);
    if (wrong != null) {
      reject(errors, "target", wrong);
    }
    if (wanted().isEmpty()) {
      reject(errors, "kinds", "channel.kinds.missing");
    }
    if (hour == null || hour < 0 || hour > 23) {
      reject(errors, "hour", "channel.hour.wrong");
    }
    try {
      ZoneId.of(text(zone));
    } catch (DateTimeException e) {
      reject(errors, "zone", "channel.zone.wrong");
    }
  }

  private static void reject(Errors errors, String field, String key) {
    errors.rejectValue(field, key);
  }

  private @Nullable String wrongTarget(Carrier carrier, boolean kept) {
    String entered = text(target);
    if (entered.isEmpty()) {
      return kept ? null : "notify.target.missing";
    }
    return entered.length() > MAX_TARGET ? "notify.target.long" : carrier.wrong(entered);
  }

  private List<String> wanted() {
    List<String> chosen = Objects.requireNonNullElse(kinds, List.of());
    return Kind.WANTABLE.stream().map(Kind::id).filter(chosen::contains).toList();
  }

  /** Lays what was entered and found right over a channel. */
  void into(Channel channel) {
    channel.name = text(name);
    if (!text(target).isEmpty()) {
      channel.target = text(target);
    }
    channel.client = text(client).isEmpty() ? null : text(client);
    channel.kinds = String.join(",", wanted());
    channel.language = LANGUAGES.contains(text(language)) ? text(language) : "en";
    channel.digest = "digest".equals(when);
    channel.digestHour = Objects.requireNonNullElse(hour, 0);
    channel.zone = text(zone);
    channel.enabled = Boolean.TRUE.equals(enabled);
  }

  /** On one line: a name must not look like a line of the log. */
  private static String text(@Nullable String value) {
    return value == null ? "" : value.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
