package io.todoku.notify;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.todoku.notify.OutboxMessage.DeliveryState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Bundles the gathered notices of a channel, client and day into one message. Running it twice, or
 * on two nodes at once, makes no second one, because a notice belongs to the digest that takes it
 * first.
 */
@Component
class Digests {

  /** A digest to make now: of all notices that are gathered for this time. */
  record DueDigest(UUID channel, String client, Instant at) {}

  private static final List<DeliveryState> FINISHED_STATES =
      List.of(DeliveryState.DELIVERED, DeliveryState.BUNDLED, DeliveryState.FAILED);

  private final ChannelRepository channels;
  private final OutboxRepository messages;
  private final NotificationSettings settings;
  private final TransactionTemplate transactions;

  Digests(
      ChannelRepository channels,
      OutboxRepository messages,
      NotificationSettings settings,
      TransactionTemplate transactions) {
    this.channels = channels;
    this.messages = messages;
    this.settings = settings;
    this.transactions = transactions;
  }

  /** Makes the digests that are due, and deletes messages that were finished long ago. */
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
