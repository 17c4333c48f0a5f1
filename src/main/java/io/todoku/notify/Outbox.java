package io.todoku.notify;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.todoku.notify.OutboxRow.State;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where other rooms say what changed. It only writes to the database, in the transaction of the
 * caller: what is rolled back is not sent, what is committed is sent at least once, later, by
 * whichever node.
 */
@Component
public class Outbox {

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

  /** As {@link #tell(Notice)}, for several. */
  @Transactional
  public void tell(List<Notice> notices) {
    List<Channel> open = notices.isEmpty() ? List.of() : channels.findByEnabledTrue();
    for (Notice notice : notices) {
      open.stream()
          .filter(channel -> channel.wants(notice))
          .filter(channel -> !rows.existsByChannelIdAndNoticeId(channel.id, notice.id()))
          .forEach(channel -> put(notice, channel));
    }
  }

  private void put(Notice notice, Channel channel) {
    Instant now = clock.instant();
    OutboxRow row =
        OutboxRow.of(channel, notice.client().strip(), now, now.plus(settings.giveUp()))
            .carrying(notice);
    if (channel.digest) {
      row.state = State.GATHERED;
      row.nextAt = channel.digestAfter(now);
    } else {
      DeliveryJobs.schedule(jobs, row);
    }
    rows.save(row);
  }

  /** Tries one anew that was given up; any other is left as it is. */
  @Transactional
  void again(UUID channel, UUID id) {
    rows.findById(id)
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
