package io.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.Scheduler;
import io.todoku.notify.OutboxRow.State;
import io.todoku.notify.WebReceiver.Received;
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

/** From the change to the receiver, on good days and bad ones. */
class NotificationOutboxIntegrationTests extends NotificationFixture {

  @Autowired private Deliverer deliverer;
  @Autowired private Scheduler scheduler;

  private final Notice notice = Told.notice(Kind.FAILING, Told.line(Told.HOSTILE));

  private Channel webhook() {
    return open(ChannelKind.WEBHOOK, receiver.url());
  }

  @Test
  void whatIsToldGoesOutSignedWithItsId() throws Exception {
    Channel channel = webhook();

    outbox.tell(notice);

    Received received = receiver.next();
    awaitState(channel, State.DELIVERED);
    OutboxRow row = only(channel);
    assertThat(received.delivery()).isEqualTo(row.id.toString());
    assertThat(new JsonMapper().readTree(received.body()).get("id").asString())
        .isEqualTo(row.id.toString());
    long time = Long.parseLong(received.signature().replaceAll("t=(\\d+),.*", "$1"));
    assertThat(received.signature()).isEqualTo(Signature.of(channel.secret, time, received.body()));
    assertThat(row.attempts).isOne();
    soon().until(() -> jobs(row.id) == 0);
  }

  @Test
  void whatIsRolledBackWasNeverSaid() throws Exception {
    Channel channel = webhook();
    Notice after = Told.notice(Kind.FIXED, Told.line("x"));

    transactions.executeWithoutResult(status -> {
      outbox.tell(notice);
      assertThat(jobs(only(channel).id)).isOne();
      status.setRollbackOnly();
    });
    outbox.tell(after);

    assertThat(receiver.next().body()).contains(after.id().toString());
    awaitState(channel, State.DELIVERED);
    assertThat(receiver.rest()).isEmpty();
  }

  @Test
  void nothingGoesOutBeforeTheChangeIsStored() throws Exception {
    Channel channel = webhook();

    transactions.executeWithoutResult(_ -> {
      outbox.tell(notice);
      assertThat(only(channel).state).isEqualTo(State.WAITING);
      assertThat(receiver.rest()).isEmpty();
    });

    assertThat(receiver.next().body()).contains(notice.id().toString());
  }

  @Test
  void whatNoMessageCanBeMadeOfFailsNeitherTheCallerNorOtherChannels() {
    Channel broken = webhook();
    broken.digest = true;
    broken.zone = "Atlantis/Poseidonis";
    channels.save(broken);
    Channel healthy = webhook();

    transactions.executeWithoutResult(_ -> outbox.tell(notice));

    awaitState(healthy, State.DELIVERED);
    assertThat(of(broken)).isEmpty();
  }

  @Test
  void noticesThatCannotBeMadeFailNoCaller() {
    Channel channel = webhook();

    transactions.executeWithoutResult(_ -> {
      outbox.tell(() -> {
        throw new IllegalStateException("bug");
      });
      outbox.tell(notice);
    });

    awaitState(channel, State.DELIVERED);
  }

  @Test
  void aDatabaseThatFailsIsToldToTheCaller() {
    assertThatThrownBy(() ->
            outbox.tell(() -> {
              throw new QueryTimeoutException("away");
            }))
        .isInstanceOf(QueryTimeoutException.class);
  }

  @Test
  void theSameNoticeIsSentOnce() {
    Channel channel = webhook();

    outbox.tell(notice);
    outbox.tell(notice);

    awaitState(channel, State.DELIVERED);
  }

  @Test
  void aServerThatFailsIsAskedAgain() throws Exception {
    Channel channel = webhook();
    receiver.then(500, "sorry").then(503, "");

    outbox.tell(notice);

    Received first = receiver.next();
    assertThat(receiver.next().delivery()).isEqualTo(first.delivery());
    Received third = receiver.next();
    assertThat(third.delivery()).isEqualTo(first.delivery());
    assertThat(third.body()).isEqualTo(first.body());
    awaitState(channel, State.DELIVERED);
    assertThat(only(channel).attempts).isEqualTo(3);
    assertThat(only(channel).lastError).isNull();
  }

  @Test
  void aServerThatHangsHoldsUpNoOther() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    receiver.then(exchange -> {
      try {
        over.await(20, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    Channel hanging = webhook();
    try (WebReceiver healthy = new WebReceiver()) {
      outbox.tell(notice);
      Received first = receiver.next();
      Channel other = open(ChannelKind.SLACK, healthy.url());
      other.client = "Nagi Shop";
      channels.save(other);
      outbox.tell(
          new Notice(
              UUID.randomUUID(),
              Kind.FIXED,
              Instant.now(),
              "Nagi Shop",
              "2",
              "b",
              "/",
              notice.lines()));

      assertThat(healthy.next().body()).contains("[Todoku] b: 1 fixed");
      assertThat(receiver.next().delivery()).isNotNull();
      over.countDown();
      soon().until(() -> of(hanging).stream().allMatch(row -> row.state == State.DELIVERED));
      assertThat(first.delivery())
          .isIn(of(hanging).stream().map(row -> row.id.toString()).toList());
    }
  }

  @Test
  void whatNeverArrivesIsGivenUpAndMayBeSentAgain() throws Exception {
    Channel channel = webhook();
    WebReceiver.Answer down = exchange -> WebReceiver.answer(exchange, 500, "down");
    for (int i = 0; i < 1000; i++) {
      receiver.then(down);
    }
    outbox.tell(notice);
    String id = receiver.next().delivery();

    soon()
        .until(() -> {
          jdbc.update("update outbox set give_up_at = created_at where channel_id = ?", channel.id);
          return only(channel).state == State.FAILED;
        });
    assertThat(NoticeJson.readLine(only(channel).lastError))
        .isEqualTo(Line.of("notify.failed.status.said", 500, "down"));

    receiver.forget();
    outbox.again(channel.id, UUID.fromString(id));

    assertThat(receiver.next().delivery()).isEqualTo(id);
    awaitState(channel, State.DELIVERED);
  }

  private OutboxRow givenUp(Channel channel) {
    OutboxRow row = OutboxRow.of(channel, "", Instant.now(), Instant.now()).carrying(notice);
    row.state = State.FAILED;
    return rows.save(row);
  }

  /** It is given up, and its job is still there: to be removed, not to be run again. */
  @Test
  void whoSendsAgainBeforeTheJobHasEndedIsHeard() {
    Channel channel = webhook();
    OutboxRow row = givenUp(channel);
    List<Object> ends = new ArrayList<>();
    deliverer.end(row.id, ends::add, () -> ends.add("over"));
    DeliveryJobs.schedule(scheduler, waitsUntilTomorrow(row));

    outbox.again(channel.id, row.id);
    deliverer.end(row.id, ends::add, () -> ends.add("over"));

    assertThat(jobs(row.id)).isOne();
    assertThat(ends).containsExactly("over", only(channel).nextAt);
    scheduler.getScheduledExecutions().stream()
        .map(ScheduledExecution::getTaskInstance)
        .filter(job -> job.getId().equals(row.id.toString()))
        .forEach(scheduler::cancel);
  }

  private static OutboxRow waitsUntilTomorrow(OutboxRow row) {
    OutboxRow copy = new OutboxRow();
    copy.id = row.id;
    copy.nextAt = Instant.now().plus(1, ChronoUnit.DAYS);
    return copy;
  }

  /** Who comes second finds no job in the way. */
  @Test
  void sendingAgainWaitsForTheEndOfTheJob() throws Exception {
    Channel channel = webhook();
    OutboxRow row = givenUp(channel);
    AtomicReference<Future<?>> again = new AtomicReference<>();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      deliverer.end(
          row.id,
          _ -> {},
          () -> {
            again.set(threads.submit(() -> outbox.again(channel.id, row.id)));
            assertThatThrownBy(() -> again.get().get(500, TimeUnit.MILLISECONDS))
                .as("it waits")
                .isInstanceOf(TimeoutException.class);
          });
      again.get().get(30, TimeUnit.SECONDS);
    }

    awaitState(channel, State.DELIVERED);
  }

  /** As a node leaves it that was killed between taking the job and sending. */
  @Test
  void whatADeadNodeHeldIsTakenOver() throws Exception {
    Channel channel = webhook();
    Instant past = Instant.now().minus(1, ChronoUnit.HOURS);
    OutboxRow row = OutboxRow.of(channel, "", past, past.plus(2, ChronoUnit.DAYS)).carrying(notice);
    transactions.executeWithoutResult(_ -> {
      rows.save(row);
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
    awaitState(channel, State.DELIVERED);
  }

  @Test
  void eachChannelHearsOnlyOfWhatItWants() {
    Channel all = webhook();
    Channel fixedOnly = webhook();
    fixedOnly.kinds = "fixed";
    Channel other = webhook();
    other.client = "Nagi Shop";
    Channel off = webhook();
    off.enabled = false;
    channels.saveAll(Arrays.asList(fixedOnly, other, off));

    outbox.tell(notice);

    assertThat(only(all).noticeId).isEqualTo(notice.id());
    assertThat(of(fixedOnly)).isEmpty();
    assertThat(of(other)).isEmpty();
    assertThat(of(off)).isEmpty();
  }

  @Test
  void aChannelThatWasSwitchedOffSendsNothingMore() throws Exception {
    Channel channel = webhook();
    transactions.executeWithoutResult(_ -> {
      outbox.tell(notice);
      channel.enabled = false;
      channels.save(channel);
    });

    awaitState(channel, State.FAILED);
    assertThat(receiver.rest()).isEmpty();
  }

  @Test
  void whatCannotBeReadIsGivenUpToo() {
    Channel channel = webhook();
    transactions.executeWithoutResult(_ -> {
      outbox.tell(notice);
      OutboxRow row = only(channel);
      row.notice = "{}";
      row.giveUpAt = row.createdAt;
      rows.save(row);
    });

    awaitState(channel, State.FAILED);
    assertThat(NoticeJson.readLine(only(channel).lastError))
        .isEqualTo(Line.of("notify.failed.inside"));
    assertThat(receiver.rest()).isEmpty();
  }
}
