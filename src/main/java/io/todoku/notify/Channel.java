package io.todoku.notify;

import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A stored channel: its receiver, the notices that it subscribes to, and its language. */
@Entity
@Table(name = "channel")
class Channel {

  @Id UUID id = UUID.randomUUID();
  String name = "";

  /** {@link Notifier#kind()} of the notifier that delivers to it. */
  @Convert(converter = ChannelKindConverter.class)
  String kind = "email";

  /** Addresses with commas between them, a URL, or the ARN of a topic. */
  @Convert(converter = ChannelTargetConverter.class)
  String target = "";

  /** The secret that messages are signed with; null for a kind that is not signed. */
  @Convert(converter = ChannelSecretConverter.class)
  @Nullable String secret;

  /** Its fields beside the target, as {@link ChannelSettings} writes them; null without any. */
  @Convert(converter = ChannelSettingsConverter.class)
  @Nullable String settings;

  /** The only client whose accounts it is notified of; null for all clients. */
  @Nullable String client;

  /** Ids of the kinds of notices that it subscribes to, with commas between them. */
  String kinds = "";

  String language = "en";
  boolean digest;
  int digestHour;
  String zone = "UTC";
  boolean enabled = true;
  Instant createdAt = Instant.EPOCH;

  /** The value of a {@link ChannelField}; empty where there is none. */
  String setting(String field) {
    return ChannelSettings.read(settings).getOrDefault(field, "");
  }

  boolean isSubscribedTo(Notice notice) {
    return enabled
        && subscribedKinds().contains(notice.kind())
        && (client == null || (notice.isAboutAccount() && isOfClient(notice.client())));
  }

  /** Whether it is for accounts of this client. */
  boolean isOfClient(String accountClient) {
    return client == null || client.equals(accountClient.strip());
  }

  Set<NoticeKind> subscribedKinds() {
    return Arrays.stream(kinds.split(","))
        .filter(id -> !id.isEmpty())
        .map(NoticeKind::of)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(NoticeKind.class)));
  }

  Locale locale() {
    return Locale.forLanguageTag(language);
  }

  ZoneId zoneId() {
    return ZoneId.of(zone);
  }

  /** When its next digest is sent. */
  Instant nextDigestAfter(Instant now) {
    LocalDate today = now.atZone(zoneId()).toLocalDate();
    Instant at = digestTimeOn(today);
    return at.isAfter(now) ? at : digestTimeOn(today.plusDays(1));
  }

  private Instant digestTimeOn(LocalDate day) {
    return day.atTime(LocalTime.of(digestHour, 0)).atZone(zoneId()).toInstant();
  }
}
