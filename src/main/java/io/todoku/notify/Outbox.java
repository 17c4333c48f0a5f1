package io.todoku.notify;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.todoku.notify.OutboxMessage.DeliveryState;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes the notices of other packages. It only writes to the database, in the transaction of the
 * caller: what is rolled back is not sent, what is committed is sent at least once, later, by any
 * node. A bug in making a message is logged and that message is missing, but the caller goes on. A
 * database error fails the caller, as its own writing would have.
 */
@Component
public class Outbox {

  private static final Logger log = LoggerFactory.getLogger(Outbox.class);

  /** The kinds of channels that keep findings, see {@link Notifier#keepsFindings()}. */
  static final Set<String> FINDING_KINDS = Set.of("securityhub");

  private final ChannelRepository channels;
  private final OutboxRepository messages;
  private final SchedulerClient jobs;
  private final NotificationSettings settings;
  private final Clock clock;

  Outbox(
      ChannelRepository channels,
      OutboxRepository messages,
      SchedulerClient jobs,
      NotificationSettings settings,
      Clock clock) {
    this.channels = channels;
    this.messages = messages;
    this.jobs = jobs;
    this.settings = settings;
    this.clock = clock;
  }

  /** Queues a notice once for each subscribed channel, however often it is published. */
  @Transactional
  public void publish(Notice notice) {
    publish(List.of(notice));
  }

  /**
   * As {@link #publish(List)}, where a bug in making the notices must not fail the caller either.
   */
  @Transactional
  public void publish(Supplier<List<Notice>> notices) {
    List<Notice> made = List.of();
    try {
      made = notices.get();
    } catch (DataAccessException | TransactionException databaseError) {
      throw databaseError;
    } catch (RuntimeException bug) {
      log.error("Could not make a notice of what has changed; nobody is notified", bug);
    }
    publish(made);
  }

  /** As {@link #publish(Notice)}, for several. */
  @Transactional
  public void publish(List<Notice> notices) {
    List<Channel> enabled = notices.isEmpty() ? List.of() : channels.findByEnabledTrue();
    for (Notice notice : notices) {
      for (Channel channel : enabled) {
        messageFor(notice, channel)
            .filter(row -> !messages.existsByChannelIdAndNoticeId(channel.id, notice.id()))
            .ifPresent(this::enqueue);
      }
    }
  }

  /** Empty where the channel is not subscribed to it, or no message could be made. */
  private Optional<OutboxMessage> messageFor(Notice notice, Channel channel) {
    try {
      if (!channel.isSubscribedTo(notice)) {
        return Optional.empty();
      }
      Instant now = clock.instant();
      OutboxMessage row =
          OutboxMessage.of(channel, notice.client().strip(), now, now.plus(settings.giveUp()))
              .withNotice(notice);
      if (channel.digest) {
        row.state = DeliveryState.GATHERED;
        row.nextAt = channel.nextDigestAfter(now);
      }
      return Optional.of(row);
    } catch (RuntimeException bug) {
      log.error(
          "The channel {} is not told what has changed in account {} ({}): no message could be"
              + " made",
          channel.id,
          notice.accountId(),
          notice.kind(),
          bug);
      return Optional.empty();
    }
  }

  private void enqueue(OutboxMessage row) {
    if (row.state == DeliveryState.WAITING) {
      DeliveryJobs.schedule(jobs, row);
    }
    messages.save(row);
  }

  /** Updates the tickets of an account, unless it is of another client than the channel now. */
  @Transactional
  void updateTickets(UUID channelId, String accountId, String client, String accountName) {
    update(channelId, NoticeKind.TICKETS, accountId, client, accountName);
  }

  /** Updates the findings of an account in each channel that keeps them. */
  @Transactional
  public void updateFindings(String accountId, String client, String accountName) {
    channels.findByEnabledTrue().stream()
        .filter(channel -> FINDING_KINDS.contains(channel.kind) && channel.isOfClient(client))
        .forEach(
            channel -> update(channel.id, NoticeKind.FINDINGS, accountId, client, accountName));
  }

  /**
   * Replaces the notice of the message that waits, if there is one, so that only one message at a
   * time updates an account. One that is being sent, and may have read what it sends before this
   * change, sends again then.
   */
  private void update(
      UUID channelId, NoticeKind kind, String accountId, String client, String accountName) {
    Channel channel =
        channels.findById(channelId).filter(c -> c.enabled && c.isOfClient(client)).orElse(null);
    if (channel == null) {
      return;
    }
    Instant now = clock.instant();
    Notice notice =
        new Notice(
            UUID.randomUUID(),
            kind,
            now,
            client,
            accountId,
            accountName,
            "/accounts/" + accountId,
            List.of(NoticeLine.of("notify." + kind.id() + ".line")));
    Optional<OutboxMessage> waiting =
        messages.findWaiting(channelId, kind.id(), accountId).stream()
            .flatMap(id -> messages.findByIdForUpdate(id).stream())
            .filter(row -> row.state == DeliveryState.WAITING)
            .findFirst();
    if (waiting.isPresent()) {
      waiting.get().withNotice(notice);
    } else {
      enqueue(
          OutboxMessage.of(channel, client.strip(), now, now.plus(settings.giveUp()))
              .withNotice(notice));
    }
  }

  /** Sends a given-up message again; any other is left as it is. */
  @Transactional
  void retry(UUID channel, UUID id) {
    messages
        .findByIdForUpdate(id)
        .filter(row -> row.channelId.equals(channel) && row.state == DeliveryState.FAILED)
        .ifPresent(row -> {
          Instant now = clock.instant();
          row.state = DeliveryState.WAITING;
          row.attempts = 0;
          row.nextAt = now;
          row.giveUpAt = now.plus(settings.giveUp());
          DeliveryJobs.schedule(jobs, row);
        });
  }
}
