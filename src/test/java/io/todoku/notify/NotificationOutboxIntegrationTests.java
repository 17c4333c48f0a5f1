package io.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.Scheduler;
import io.todoku.notify.OutboxMessage.DeliveryState;
import io.todoku.notify.WebhookReceiver.Received;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.QueryTimeoutException;
import tools.jackson.databind.json.JsonMapper;

/** The way of a notice from the change to the receiver, with and without failures. */
class NotificationOutboxIntegrationTests extends NotificationFixture {

  @Autowired private Deliverer deliverer;
  @Autowired private Scheduler scheduler;

  private final Notice notice =
      NotificationSamples.notice(
          NoticeKind.FAILING, NotificationSamples.line(NotificationSamples.HOSTILE));

  private Channel webhook() {
    return createChannel("webhook", receiver.url());
  }

  @Test
  void aNoticeIsSentSignedWithItsId() throws Exception {
    Channel channel = webhook();

    outbox.publish(notice);

    Received received = receiver.next();
    awaitState(channel, DeliveryState.DELIVERED);
    OutboxMessage row = onlyMessage(channel);
    assertThat(received.delivery()).isEqualTo(row.id.toString());
    assertThat(new JsonMapper().readTree(received.body()).get("id").asString())
        .isEqualTo(row.id.toString());
    long time = Long.parseLong(received.signature().replaceAll("t=(\\d+),.*", "$1"));
    assertThat(received.signature())
        .isEqualTo(WebhookSignature.of(channel.secret, time, received.body()));
    assertThat(row.attempts).isOne();
    awaitSoon().until(() -> jobs(row.id) == 0);
  }

  @Test
  void aNoticeOfARolledBackTransactionIsNotSent() throws Exception {
    Channel channel = webhook();
    Notice after = NotificationSamples.notice(NoticeKind.FIXED, NotificationSamples.line("x"));

    transactions.executeWithoutResult(status -> {
      outbox.publish(notice);
      assertThat(jobs(onlyMessage(channel).id)).isOne();
      status.setRollbackOnly();
    });
    outbox.publish(after);

    assertThat(receiver.next().body()).contains(after.id().toString());
    awaitState(channel, DeliveryState.DELIVERED);
    assertThat(receiver.unread()).isEmpty();
  }

  @Test
  void nothingIsSentBeforeTheTransactionCommits() throws Exception {
    Channel channel = webhook();

    transactions.executeWithoutResult(_ -> {
      outbox.publish(notice);
      assertThat(onlyMessage(channel).state).isEqualTo(DeliveryState.WAITING);
      assertThat(receiver.unread()).isEmpty();
    });

    assertThat(receiver.next().body()).contains(notice.id().toString());
  }

  @Test
  void aNoticeThatCannotBeRenderedFailsNeitherTheCallerNorOtherChannels() {
    Channel broken = webhook();
    broken.digest = true;
    broken.zone = "Atlantis/Poseidonis";
    channels.save(broken);
    Channel healthy = webhook();

    transactions.executeWithoutResult(_ -> outbox.publish(notice));

    awaitState(healthy, DeliveryState.DELIVERED);
    assertThat(messagesOf(broken)).isEmpty();
  }

  @Test
  void anErrorWhileMakingNoticesDoesNotFailTheCaller() {
    Channel channel = webhook();

    transactions.executeWithoutResult(_ -> {
      outbox.publish(() -> {
        throw new IllegalStateException("bug");
      });
      outbox.publish(notice);
    });

    awaitState(channel, DeliveryState.DELIVERED);
  }

  @Test
  void aDatabaseErrorFailsTheCaller() {
    assertThatThrownBy(() ->
            outbox.publish(() -> {
              throw new QueryTimeoutException("away");
            }))
        .isInstanceOf(QueryTimeoutException.class);
  }

  @Test
  void theSameNoticeIsSentOnce() {
    Channel channel = webhook();

    outbox.publish(notice);
    outbox.publish(notice);

    awaitState(channel, DeliveryState.DELIVERED);
  }

  @Test
  void aFailedDeliveryIsRetried() throws Exception {
    Channel channel = webhook();
    receiver.respondWith(500, "sorry").respondWith(503, "");

    outbox.publish(notice);

    Received first = receiver.next();
    assertThat(receiver.next().delivery()).isEqualTo(first.delivery());
    Received third = receiver.next();
    assertThat(third.delivery()).isEqualTo(first.delivery());
    assertThat(third.body()).isEqualTo(first.body());
    awaitState(channel, DeliveryState.DELIVERED);
    assertThat(onlyMessage(channel).attempts).isEqualTo(3);
    assertThat(onlyMessage(channel).lastError).isNull();
  }

  @Test
  void aServerThatHangsDelaysNoOtherDelivery() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    receiver.respondWith(exchange -> {
      try {
        over.await(20, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    Channel hanging = webhook();
    try (WebhookReceiver healthy = new WebhookReceiver()) {
      outbox.publish(notice);
      Received first = receiver.next();
      Channel other = createChannel("slack", healthy.url());
      other.client = "Nagi Shop";
      channels.save(other);
      outbox.publish(
          new Notice(
              UUID.randomUUID(),
              NoticeKind.FIXED,
              Instant.now(),
              "Nagi Shop",
              "2",
              "b",
              "/",
              notice.lines()));

      assertThat(healthy.next().body()).contains("[Todoku] Nagi Shop · b: 1 fixed");
      assertThat(receiver.next().delivery()).isNotNull();
      over.countDown();
      awaitSoon()
          .until(() ->
              messagesOf(hanging).stream().allMatch(row -> row.state == DeliveryState.DELIVERED));
      assertThat(first.delivery())
          .isIn(messagesOf(hanging).stream().map(row -> row.id.toString()).toList());
    }
  }

  @Test
  void anUndeliverableMessageIsGivenUpAndCanBeSentAgain() throws Exception {
    Channel channel = webhook();
    WebhookReceiver.ScriptedResponse down =
        exchange -> WebhookReceiver.respond(exchange, 500, "down");
    for (int i = 0; i < 1000; i++) {
      receiver.respondWith(down);
    }
    outbox.publish(notice);
    String id = receiver.next().delivery();

    awaitSoon()
        .until(() -> {
          jdbc.update("update outbox set give_up_at = created_at where channel_id = ?", channel.id);
          return onlyMessage(channel).state == DeliveryState.FAILED;
        });
    assertThat(NoticeJson.readLine(onlyMessage(channel).lastError))
        .isEqualTo(NoticeLine.of("notify.failed.status", 500));

    receiver.reset();
    outbox.retry(channel.id, UUID.fromString(id));

    assertThat(receiver.next().delivery()).isEqualTo(id);
    awaitState(channel, DeliveryState.DELIVERED);
  }

  private OutboxMessage givenUp(Channel channel) {
    OutboxMessage row =
        OutboxMessage.of(channel, "", Instant.now(), Instant.now()).withNotice(notice);
    row.state = DeliveryState.FAILED;
    return messages.save(row);
  }

  /** The message is given up while its job still exists, about to be removed. */
  @Test
  void aRetryRequestedBeforeTheJobEndsIsSent() {
    Channel channel = webhook();
    OutboxMessage row = givenUp(channel);
    List<Object> ends = new ArrayList<>();
    deliverer.finishJob(row.id, ends::add, () -> ends.add("over"));
    DeliveryJobs.schedule(scheduler, waitsUntilTomorrow(row));

    outbox.retry(channel.id, row.id);
    deliverer.finishJob(row.id, ends::add, () -> ends.add("over"));

    assertThat(jobs(row.id)).isOne();
    assertThat(ends).containsExactly("over", onlyMessage(channel).nextAt);
    scheduler.getScheduledExecutions().stream()
        .map(ScheduledExecution::getTaskInstance)
        .filter(job -> job.getId().equals(row.id.toString()))
        .forEach(scheduler::cancel);
  }

  private static OutboxMessage waitsUntilTomorrow(OutboxMessage row) {
    OutboxMessage copy = new OutboxMessage();
    copy.id = row.id;
    copy.nextAt = Instant.now().plus(1, ChronoUnit.DAYS);
    return copy;
  }

  /** The retry begins after the job was removed. */
  @Test
  void aRetryWaitsForTheEndOfTheJob() throws Exception {
    Channel channel = webhook();
    OutboxMessage row = givenUp(channel);
    AtomicReference<Future<?>> again = new AtomicReference<>();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      deliverer.finishJob(
          row.id,
          _ -> {},
          () -> {
            again.set(threads.submit(() -> outbox.retry(channel.id, row.id)));
            assertThatThrownBy(() -> again.get().get(500, TimeUnit.MILLISECONDS))
                .as("it waits")
                .isInstanceOf(TimeoutException.class);
          });
      again.get().get(30, TimeUnit.SECONDS);
    }

    awaitState(channel, DeliveryState.DELIVERED);
  }

  /** The state that a node leaves when it is killed between claiming the job and sending. */
  @Test
  void messagesOfADeadNodeAreSentByAnother() throws Exception {
    Channel channel = webhook();
    Instant past = Instant.now().minus(1, ChronoUnit.HOURS);
    OutboxMessage row =
        OutboxMessage.of(channel, "", past, past.plus(2, ChronoUnit.DAYS)).withNotice(notice);
    transactions.executeWithoutResult(_ -> {
      messages.save(row);
      jdbc.update(
          """
          insert into scheduled_tasks
            (task_name, task_instance, execution_time, picked, picked_by, last_heartbeat, version)
          values ('notify-deliver', ?, ?, true, 'a node that is gone', ?, 1)
          """,
          row.id.toString(),
          Timestamp.from(past),
          Timestamp.from(past));
    });

    assertThat(receiver.next().delivery()).isEqualTo(row.id.toString());
    awaitState(channel, DeliveryState.DELIVERED);
  }

  @Test
  void aChannelGetsOnlyTheNoticesItSubscribesTo() {
    Channel all = webhook();
    Channel fixedOnly = webhook();
    fixedOnly.kinds = "fixed";
    Channel other = webhook();
    other.client = "Nagi Shop";
    Channel off = webhook();
    off.enabled = false;
    channels.saveAll(Arrays.asList(fixedOnly, other, off));

    outbox.publish(notice);

    assertThat(onlyMessage(all).noticeId).isEqualTo(notice.id());
    assertThat(messagesOf(fixedOnly)).isEmpty();
    assertThat(messagesOf(other)).isEmpty();
    assertThat(messagesOf(off)).isEmpty();
  }

  @Test
  void aDisabledChannelSendsNothing() throws Exception {
    Channel channel = webhook();
    transactions.executeWithoutResult(_ -> {
      outbox.publish(notice);
      channel.enabled = false;
      channels.save(channel);
    });

    awaitState(channel, DeliveryState.FAILED);
    assertThat(receiver.unread()).isEmpty();
  }

  @Test
  void anUnreadableMessageIsGivenUp() {
    Channel channel = webhook();
    transactions.executeWithoutResult(_ -> {
      outbox.publish(notice);
      OutboxMessage row = onlyMessage(channel);
      row.notice = "{}";
      row.giveUpAt = row.createdAt;
      messages.save(row);
    });

    awaitState(channel, DeliveryState.FAILED);
    assertThat(NoticeJson.readLine(onlyMessage(channel).lastError))
        .isEqualTo(NoticeLine.of("notify.failed.inside"));
    assertThat(receiver.unread()).isEmpty();
  }

  @Test
  void whatWaitsForAChannelOfAClientIsNotSentOnceItsAccountIsOfAnother() throws Exception {
    jdbc.update(
        "merge into account (id, name, client, environment, access_kind, regions, mail_domains,"
            + " configured) key (id) values ('111111111111', 'x', 'Other KK', 'PRODUCTION',"
            + " 'recorded', '', '', false)");
    try {
      Channel channel = createChannel("webhook", receiver.url());
      channel.client = "Example KK";
      channels.save(channel);

      outbox.publish(NotificationSamples.notice(NoticeKind.FAILING, NotificationSamples.line("x")));
      awaitState(channel, DeliveryState.FAILED);

      assertThat(NoticeJson.readLine(onlyMessage(channel).lastError))
          .isEqualTo(NoticeLine.of("notify.failed.other-client"));
      assertThat(onlyMessage(channel).attempts).isEqualTo(1);
      assertThat(receiver.unread()).isEmpty();
    } finally {
      jdbc.update("delete from account where id = '111111111111'");
    }
  }
}
