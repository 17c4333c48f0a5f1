package io.todoku.notify;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A channel as pages show it.
 *
 * @param target masked where it is secret
 * @param unavailableReason why it cannot deliver now; null where it can
 * @param deliveries the last ones, the newest first
 */
record ChannelView(
    UUID id,
    String name,
    String kindName,
    String target,
    @Nullable String client,
    boolean digest,
    int digestHour,
    String zone,
    boolean enabled,
    @Nullable String unavailableReason,
    List<DeliveryView> deliveries) {

  /**
   * A delivery and its state.
   *
   * @param kind id of the kind of its notice; {@code digest} for several
   * @param account blank for a digest and a test
   * @param at when it was delivered, is tried next, or was given up
   * @param error why the last attempt failed; null where none failed
   */
  record DeliveryView(
      String id,
      Instant createdAt,
      String kind,
      String account,
      String state,
      int attempts,
      Instant at,
      @Nullable String error) {

    static DeliveryView of(OutboxMessage message, NoticeLineRenderer texts, Locale locale) {
      Notice notice = message.notice == null ? null : NoticeJson.readNotice(message.notice);
      return new DeliveryView(
          message.id.toString(),
          message.createdAt,
          notice == null ? "digest" : notice.kind().id(),
          notice == null ? message.client : notice.accountName(),
          message.state.name(),
          message.attempts,
          message.nextAt,
          message.lastError == null
              ? null
              : texts.of(NoticeJson.readLine(message.lastError), locale));
    }
  }

  static ChannelView of(
      Channel channel,
      Notifier notifier,
      NoticeLineRenderer texts,
      Locale locale,
      List<DeliveryView> deliveries) {
    NoticeLine reason = notifier.unavailableReason();
    return new ChannelView(
        channel.id,
        channel.name,
        texts.of(locale, ChannelKindView.nameKey(channel.kind)),
        notifier.displayTarget(channel.target),
        channel.client,
        channel.digest,
        channel.digestHour,
        channel.zone,
        channel.enabled,
        reason == null ? null : texts.of(reason, locale),
        deliveries);
  }
}
