package io.todoku.notify;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes the JSON of notices for programs, as {@code docs/notifications.md} describes it. */
@Component
class NoticeDocuments {

  private static final int VERSION = 1;

  /** The body of a webhook. */
  record DeliveryDocument(
      int version, UUID id, String channel, boolean digest, List<NoticeDocument> notices) {}

  /** The detail of an event: one notice and the delivery that it came with. */
  record EventDocument(int version, UUID delivery, String channel, NoticeDocument notice) {}

  /**
   * @param account null where it is about no account
   * @param url null where {@code todoku.public-url} is not set
   */
  record NoticeDocument(
      UUID id,
      NoticeKind kind,
      Instant at,
      String client,
      @Nullable AccountDocument account,
      String path,
      @Nullable String url,
      int count,
      List<LineDocument> lines) {}

  /** An account that a notice is about. */
  record AccountDocument(String id, String name) {}

  /**
   * @param key does not depend on the language
   * @param text in the language of the channel
   */
  record LineDocument(String key, String text) {}

  private final MessageRenderer renderer;
  private final NoticeLineRenderer texts;

  NoticeDocuments(MessageRenderer renderer, NoticeLineRenderer texts) {
    this.renderer = renderer;
    this.texts = texts;
  }

  DeliveryDocument of(Delivery delivery) {
    Channel channel = delivery.channel();
    return new DeliveryDocument(
        VERSION,
        delivery.id(),
        channel.name,
        channel.digest,
        delivery.notices().stream().map(notice -> document(notice, channel)).toList());
  }

  EventDocument ofOne(UUID delivery, Channel channel, Notice notice) {
    return new EventDocument(VERSION, delivery, channel.name, document(notice, channel));
  }

  private NoticeDocument document(Notice notice, Channel channel) {
    return new NoticeDocument(
        notice.id(),
        notice.kind(),
        notice.at(),
        notice.client(),
        notice.isAboutAccount()
            ? new AccountDocument(notice.accountId(), notice.accountName())
            : null,
        notice.path(),
        renderer.url(notice),
        notice.count(),
        notice.lines().stream()
            .map(line -> new LineDocument(line.key(), texts.of(line, channel.locale())))
            .toList());
  }
}
