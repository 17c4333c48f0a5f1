package io.todoku.notify;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.todoku.notify.OutboxMessage.DeliveryState;
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
  record DueDigest(UUID channel, String client, Instant at) {}

  private static final List<DeliveryState> FINISHED_STATES =
      List.of(DeliveryState.DELIVERED, DeliveryState.BUNDLED, DeliveryState.FAILED);

  private final ChannelRepository channels;
  private final OutboxRepository messages;
  private final NotificationSettings settings;
  private final TransactionTemplate transactions;

  Digests(
      ChannelRepository channels,
      OutboxRepository rows,
      NotificationSettings settings,
      TransactionTemplate transactions) {
    this.channels = channels;
    this.messages = rows;
    this.settings = settings;
    this.transactions = transactions;
  }

  /** Makes those that are due, and forgets what has been over for long. */
  void createDue(SchedulerClient jobs, Instant now) {
    for (DueDigest due : messages.findDueDigests(now)) {
      transactions.executeWithoutResult(_ -> createDigest(due, jobs, now));
    }
    transactions.executeWithoutResult(
        _ -> messages.deleteFinishedBefore(FINISHED_STATES, now.minus(settings.keep())));
  }

  private void createDigest(DueDigest due, SchedulerClient jobs, Instant now) {
    channels
        .findById(due.channel())
        .ifPresent(channel -> {
          OutboxMessage digest =
              OutboxMessage.of(channel, due.client(), now, now.plus(settings.giveUp()));
          if (messages.assignToDigest(digest.id, due.channel(), due.client(), due.at()) > 0) {
            messages.save(digest);
            DeliveryJobs.schedule(jobs, digest);
          }
        });
  }
}
