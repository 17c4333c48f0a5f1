package io.todoku.notify;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.todoku.notify.OutboxRow.State;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes one letter for each channel, client and day of what was gathered for it. Run twice, or by
 * two nodes at once, it makes no second one: a row goes into the digest that gets hold of it first.
 */
@Component
class Digests {

  /** What one digest is made of: all that waits for this hour. */
  record Due(UUID channel, String client, Instant at) {}

  private static final List<State> OVER = List.of(State.DELIVERED, State.BUNDLED, State.FAILED);

  private final ChannelRepository channels;
  private final OutboxRepository rows;
  private final NotifySettings settings;
  private final TransactionTemplate transactions;

  Digests(
      ChannelRepository channels,
      OutboxRepository rows,
      NotifySettings settings,
      TransactionTemplate transactions) {
    this.channels = channels;
    this.rows = rows;
    this.settings = settings;
    this.transactions = transactions;
  }

  /** Makes those that are due, and forgets what has been over for long. */
  void make(SchedulerClient jobs, Instant now) {
    for (Due due : rows.dueDigests(now)) {
      transactions.executeWithoutResult(_ -> bundle(due, jobs, now));
    }
    transactions.executeWithoutResult(_ -> rows.forget(OVER, now.minus(settings.keep())));
  }

  private void bundle(Due due, SchedulerClient jobs, Instant now) {
    channels
        .findById(due.channel())
        .ifPresent(channel -> {
          OutboxRow digest = OutboxRow.of(channel, due.client(), now, now.plus(settings.giveUp()));
          if (rows.bundle(digest.id, due.channel(), due.client(), due.at()) > 0) {
            rows.save(digest);
            DeliveryJobs.schedule(jobs, digest);
          }
        });
  }
}
