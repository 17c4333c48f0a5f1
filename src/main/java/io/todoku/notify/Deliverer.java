package io.todoku.notify;

import io.todoku.notify.DeliveryMeters.DeliveryResult;
import io.todoku.notify.OutboxMessage.DeliveryState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends the messages of the outbox. No transaction is open while a receiver is contacted, so a
 * message of a node that stops between sending and recording is sent again by another, with the
 * same id.
 */
@Component
class Deliverer {

  private static final Logger log = LoggerFactory.getLogger(Deliverer.class);

  private final ChannelRepository channels;
  private final OutboxRepository messages;
  private final Notifiers notifiers;
  private final ObjectProvider<AccountOwners> clients;
  private final NoticeLineRenderer texts;
  private final NotificationSettings settings;
  private final TransactionTemplate transactions;
  private final DeliveryMeters meters;
  private final Clock clock;

  Deliverer(
      ChannelRepository channels,
      OutboxRepository messages,
      Notifiers notifiers,
      ObjectProvider<AccountOwners> clients,
      NoticeLineRenderer texts,
      NotificationSettings settings,
      TransactionTemplate transactions,
      DeliveryMeters meters,
      Clock clock) {
    this.channels = channels;
    this.messages = messages;
    this.notifiers = notifiers;
    this.clients = clients;
    this.texts = texts;
    this.settings = settings;
    this.transactions = transactions;
    this.meters = meters;
    this.clock = clock;
  }

  /** Sends a message that is waiting and records the result; any other is left as it is. */
  void deliver(UUID id) {
    OutboxMessage row =
        messages
            .findById(id)
            .filter(message -> message.state == DeliveryState.WAITING)
            .orElse(null);
    Channel channel = row == null ? null : channels.findById(row.channelId).orElse(null);
    if (row == null || channel == null) {
      return;
    }
    try {
      if (!channel.enabled) {
        throw new DeliveryFailedException(NoticeLine.of("notify.failed.off"));
      }
      send(row, channel);
    } catch (DeliveryFailedException failed) {
      recordFailure(id, channel, failed);
      return;
    }
    UUID sent = row.noticeId;
    transactions.executeWithoutResult(
        _ -> messages.findByIdForUpdate(id).ifPresent(now -> recordSuccess(now, sent)));
    meters.count(channel, DeliveryResult.DELIVERED);
    log.info("Delivery {} went out by channel \"{}\"", id, channel.name);
  }

  /**
   * Ends the job of an attempt. The row is locked, so a person who sends a given-up message again
   * does so either before, and this job runs again, or after, with a job of its own.
   *
   * @param reschedule runs the job again at the given time, within the transaction
   * @param remove removes the job, within the transaction
   */
  void finishJob(UUID id, Consumer<Instant> reschedule, Runnable remove) {
    transactions.executeWithoutResult(_ ->
        messages
            .findByIdForUpdate(id)
            .filter(row -> row.state == DeliveryState.WAITING)
            .ifPresentOrElse(row -> reschedule.accept(row.nextAt), remove));
  }

  /**
   * Sends a test message now and keeps it as a delivery; returns why it failed, null if it did not.
   */
  @Nullable NoticeLine sendTest(Channel channel) {
    Instant now = clock.instant();
    Notice notice =
        new Notice(
            UUID.randomUUID(),
            NoticeKind.TEST,
            now,
            Objects.requireNonNullElse(channel.client, ""),
            "",
            "",
            "/settings/notifications",
            List.of(NoticeLine.of("notify.test.line", channel.name)));
    OutboxMessage row = OutboxMessage.of(channel, "", now, now).withNotice(notice);
    NoticeLine failure = null;
    try {
      send(row, channel);
      markDelivered(row);
    } catch (DeliveryFailedException failed) {
      failure = failed.reason();
      markFailed(row, failed, null);
    }
    messages.save(row);
    return failure;
  }

  /** A bug of Todoku counts as a failed attempt, because it must not be retried without end. */
  private void send(OutboxMessage row, Channel channel) throws DeliveryFailedException {
    try {
      List<Notice> notices = noticesForClientOf(channel, row);
      notifiers.of(channel).send(new Delivery(row.id, channel, notices));
    } catch (RuntimeException bug) {
      log.error("Delivery {} could not be made", row.id, bug);
      throw new DeliveryFailedException(NoticeLine.of("notify.failed.inside"));
    }
  }

  /** Without those of accounts that were moved to another client since they were published. */
  private List<Notice> noticesForClientOf(Channel channel, OutboxMessage row)
      throws OtherClientException {
    List<Notice> notices =
        notices(row).stream().filter(notice -> isForClientOf(channel, notice)).toList();
    if (notices.isEmpty()) {
      throw new OtherClientException();
    }
    return notices;
  }

  private boolean isForClientOf(Channel channel, Notice notice) {
    return channel.client == null
        || notice.kind() == NoticeKind.TEST
        || (notice.isAboutAccount()
            && channel.isOfClient(
                clients.getObject().clientOf(notice.accountId()).orElse(notice.client())));
  }

  private List<Notice> notices(OutboxMessage row) {
    List<OutboxMessage> sources =
        row.notice == null ? messages.findByDigestIdOrderByCreatedAtAscIdAsc(row.id) : List.of(row);
    return sources.stream()
        .map(source -> NoticeJson.readNotice(Objects.requireNonNull(source.notice)))
        .toList();
  }

  /**
   * @param sent the notice when the message was sent; the message is sent once more where it has
   *     another by now
   */
  private void recordSuccess(OutboxMessage row, @Nullable UUID sent) {
    if (Objects.equals(row.noticeId, sent)) {
      markDelivered(row);
    } else {
      row.attempts = 0;
      row.lastError = null;
      row.nextAt = clock.instant();
      row.giveUpAt = row.nextAt.plus(settings.giveUp());
    }
  }

  private void recordFailure(UUID id, Channel channel, DeliveryFailedException failed) {
    transactions.executeWithoutResult(_ ->
        messages
            .findByIdForUpdate(id)
            .filter(row -> row.state == DeliveryState.WAITING)
            .ifPresent(row -> {
              boolean triedAgain =
                  channel.enabled
                      && !failed.isPermanent()
                      && !(failed instanceof OtherClientException);
              Instant next = triedAgain ? nextAttemptAt(row, failed.retryAfter()) : null;
              markFailed(row, failed, next);
              meters.count(
                  channel, next == null ? DeliveryResult.GIVEN_UP : DeliveryResult.RETRIED);
              log.warn(
                  "Delivery {} by channel \"{}\" failed, try {}: {}; {}",
                  id,
                  channel.name,
                  row.attempts,
                  texts.of(failed.reason(), Locale.ENGLISH),
                  next == null ? "given up" : "next try at " + next);
            }));
  }

  private @Nullable Instant nextAttemptAt(OutboxMessage row, Duration atLeast) {
    Duration wait = settings.delayAfter(row.attempts + 1);
    Instant next = clock.instant().plus(wait.compareTo(atLeast) < 0 ? atLeast : wait);
    return next.isAfter(row.giveUpAt) ? null : next;
  }

  private void markDelivered(OutboxMessage row) {
    row.state = DeliveryState.DELIVERED;
    row.attempts++;
    row.lastError = null;
    row.deliveredAt = clock.instant();
    row.nextAt = row.deliveredAt;
  }

  private void markFailed(
      OutboxMessage row, DeliveryFailedException failed, @Nullable Instant next) {
    row.state = next == null ? DeliveryState.FAILED : DeliveryState.WAITING;
    row.attempts++;
    row.lastError = NoticeJson.write(failed.reason());
    row.nextAt = next == null ? clock.instant() : next;
  }
}
