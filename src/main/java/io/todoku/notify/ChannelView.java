package io.todoku.notify;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A channel as pages show it.
 *
 * @param target masked where it is a secret
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
   * One delivery and how far it got.
   *
   * @param kind id of what it tells; {@code digest} for several
   * @param account blank for a digest and a test
   * @param at when it was sent, is tried next, or was given up
   * @param error why it did not go out; null where nothing failed
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

    static DeliveryView of(OutboxMessage row, NoticeTexts words, Locale locale) {
      Notice notice = row.notice == null ? null : NoticeJson.readNotice(row.notice);
      return new DeliveryView(
          row.id.toString(),
          row.createdAt,
          notice == null ? "digest" : notice.kind().id(),
          notice == null ? row.client : notice.accountName(),
          row.state.name(),
          row.attempts,
          row.nextAt,
          row.lastError == null ? null : words.of(NoticeJson.readLine(row.lastError), locale));
    }
  }

  static ChannelView of(
      Channel channel,
      Notifier notifier,
      NoticeTexts texts,
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
