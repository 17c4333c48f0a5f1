package io.todoku.notify;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.todoku.notify.OutboxRow.State;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where other rooms say what changed. It only writes to the database, in the transaction of the
 * caller: what is rolled back is not sent, what is committed is sent at least once, later, by
 * whichever node. A mistake of ours in making a message fails no caller: it is logged, and that
 * message is missing. A database that fails does, as its own writing would have.
 */
@Component
public class Outbox {

  private static final Logger log = LoggerFactory.getLogger(Outbox.class);

  private final ChannelRepository channels;
  private final OutboxRepository rows;
  private final SchedulerClient jobs;
  private final NotifySettings settings;
  private final Clock clock;

  Outbox(
      ChannelRepository channels,
      OutboxRepository rows,
      SchedulerClient jobs,
      NotifySettings settings,
      Clock clock) {
    this.channels = channels;
    this.rows = rows;
    this.jobs = jobs;
    this.settings = settings;
    this.clock = clock;
  }

  /** For each channel that wants it, once, however often the same notice is told. */
  @Transactional
  public void tell(Notice notice) {
    tell(List.of(notice));
  }

  /** As {@link #tell(List)}, where making the notices must not fail the caller either. */
  @Transactional
  public void tell(Supplier<List<Notice>> notices) {
    List<Notice> made = List.of();
    try {
      made = notices.get();
    } catch (DataAccessException | TransactionException database) {
      throw database;
    } catch (RuntimeException mistake) {
      log.error("What has changed could not be put into a notice; nobody is told", mistake);
    }
    tell(made);
  }

  /** As {@link #tell(Notice)}, for several. */
  @Transactional
  public void tell(List<Notice> notices) {
    List<Channel> open = notices.isEmpty() ? List.of() : channels.findByEnabledTrue();
    for (Notice notice : notices) {
      for (Channel channel : open) {
        row(notice, channel)
            .filter(row -> !rows.existsByChannelIdAndNoticeId(channel.id, notice.id()))
            .ifPresent(this::put);
      }
    }
  }

  /** Empty where the channel does not want it, or nothing can be made of it for the channel. */
  private Optional<OutboxRow> row(Notice notice, Channel channel) {
    try {
      if (!channel.wants(notice)) {
        return Optional.empty();
      }
      Instant now = clock.instant();
      OutboxRow row =
          OutboxRow.of(channel, notice.client().strip(), now, now.plus(settings.giveUp()))
              .carrying(notice);
      if (channel.digest) {
        row.state = State.GATHERED;
        row.nextAt = channel.digestAfter(now);
      }
      return Optional.of(row);
    } catch (RuntimeException mistake) {
      log.error(
          "The channel {} is not told what has changed in account {} ({}): no message could be made",
          channel.id,
          notice.accountId(),
          notice.kind(),
          mistake);
      return Optional.empty();
    }
  }

  private void put(OutboxRow row) {
    if (row.state == State.WAITING) {
      DeliveryJobs.schedule(jobs, row);
    }
    rows.save(row);
  }

  /** Tries one anew that was given up; any other is left as it is. */
  @Transactional
  void again(UUID channel, UUID id) {
    rows.lock(id)
        .filter(row -> row.channelId.equals(channel) && row.state == State.FAILED)
        .ifPresent(row -> {
          Instant now = clock.instant();
          row.state = State.WAITING;
          row.attempts = 0;
          row.nextAt = now;
          row.giveUpAt = now.plus(settings.giveUp());
          DeliveryJobs.schedule(jobs, row);
        });
  }
}
