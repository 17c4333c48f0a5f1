package io.todoku.notify;

import io.todoku.notify.OutboxRow.State;
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
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what the outbox holds. No transaction is open while it speaks with the world: a node that
 * ends between sending and noting it has sent something that another sends again, with the same id.
 */
@Component
class Deliverer {

  private static final Logger log = LoggerFactory.getLogger(Deliverer.class);

  private final ChannelRepository channels;
  private final OutboxRepository rows;
  private final Carriers carriers;
  private final Words words;
  private final NotifySettings settings;
  private final TransactionTemplate transactions;
  private final Clock clock;

  Deliverer(
      ChannelRepository channels,
      OutboxRepository rows,
      Carriers carriers,
      Words words,
      NotifySettings settings,
      TransactionTemplate transactions,
      Clock clock) {
    this.channels = channels;
    this.rows = rows;
    this.carriers = carriers;
    this.words = words;
    this.settings = settings;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Sends it where it waits, and notes how that went. */
  void deliver(UUID id) {
    OutboxRow row = rows.findById(id).filter(one -> one.state == State.WAITING).orElse(null);
    Channel channel = row == null ? null : channels.findById(row.channelId).orElse(null);
    if (row == null || channel == null) {
      return;
    }
    try {
      if (!channel.enabled) {
        throw new DeliveryFailedException(Line.of("notify.failed.off"));
      }
      send(row, channel);
    } catch (DeliveryFailedException failed) {
      note(id, channel, failed);
      return;
    }
    transactions.executeWithoutResult(_ -> rows.findById(id).ifPresent(this::delivered));
    log.info("Delivery {} went out by channel \"{}\"", id, channel.name);
  }

  /**
   * Ends the job of a try. Who sends again what was given up comes either before, and the job runs
   * again, or after, and stores one of their own.
   *
   * @param again puts the job back to the given time, within the transaction
   * @param over removes it, likewise
   */
  void end(UUID id, Consumer<Instant> again, Runnable over) {
    transactions.executeWithoutResult(_ ->
        rows.lock(id)
            .filter(row -> row.state == State.WAITING)
            .ifPresentOrElse(row -> again.accept(row.nextAt), over));
  }

  /** Sends a test now; why it failed, null where it went out. It stays among the deliveries. */
  @Nullable Line test(Channel channel) {
    Instant now = clock.instant();
    Notice notice =
        new Notice(
            UUID.randomUUID(),
            Kind.TEST,
            now,
            Objects.requireNonNullElse(channel.client, ""),
            "",
            "",
            "/settings/notifications",
            List.of(Line.of("notify.test.line", channel.name)));
    OutboxRow row = OutboxRow.of(channel, "", now, now).carrying(notice);
    Line failure = null;
    try {
      send(row, channel);
      delivered(row);
    } catch (DeliveryFailedException failed) {
      failure = failed.why();
      failed(row, failed, null);
    }
    rows.save(row);
    return failure;
  }

  /** A mistake of ours counts as a failure: it must not be tried without end either. */
  private void send(OutboxRow row, Channel channel) throws DeliveryFailedException {
    try {
      carriers.of(channel.kind).send(new Delivery(row.id, channel, notices(row)));
    } catch (RuntimeException mistake) {
      log.error("Delivery {} could not be made", row.id, mistake);
      throw new DeliveryFailedException(Line.of("notify.failed.inside"));
    }
  }

  private List<Notice> notices(OutboxRow row) {
    List<OutboxRow> told =
        row.notice == null ? rows.findByDigestIdOrderByCreatedAtAscIdAsc(row.id) : List.of(row);
    return told.stream()
        .map(one -> NoticeJson.readNotice(Objects.requireNonNull(one.notice)))
        .toList();
  }

  private void note(UUID id, Channel channel, DeliveryFailedException failed) {
    transactions.executeWithoutResult(_ ->
        rows.lock(id)
            .filter(row -> row.state == State.WAITING)
            .ifPresent(row -> {
              Instant next = channel.enabled ? next(row, failed.atLeast()) : null;
              failed(row, failed, next);
              log.warn(
                  "Delivery {} by channel \"{}\" failed, try {}: {}; {}",
                  id,
                  channel.name,
                  row.attempts,
                  words.of(failed.why(), Locale.ENGLISH),
                  next == null ? "given up" : "next try at " + next);
            }));
  }

  private @Nullable Instant next(OutboxRow row, Duration atLeast) {
    Duration wait = settings.waitAfter(row.attempts + 1);
    Instant next = clock.instant().plus(wait.compareTo(atLeast) < 0 ? atLeast : wait);
    return next.isAfter(row.giveUpAt) ? null : next;
  }

  private void delivered(OutboxRow row) {
    row.state = State.DELIVERED;
    row.attempts++;
    row.lastError = null;
    row.deliveredAt = clock.instant();
    row.nextAt = row.deliveredAt;
  }

  private void failed(OutboxRow row, DeliveryFailedException failed, @Nullable Instant next) {
    row.state = next == null ? State.FAILED : State.WAITING;
    row.attempts++;
    row.lastError = NoticeJson.write(failed.why());
    row.nextAt = next == null ? clock.instant() : next;
  }
}
