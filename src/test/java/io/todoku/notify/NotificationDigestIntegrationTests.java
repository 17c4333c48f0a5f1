package io.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.todoku.notify.OutboxMessage.DeliveryState;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** One digest for each client and day. */
class NotificationDigestIntegrationTests extends NotificationFixture {

  @Autowired private Digests digests;
  @Autowired private SchedulerClient jobs;

  private Channel channel() {
    Channel channel = NotificationSamples.channel("webhook", receiver.url());
    channel.digest = true;
    channel.digestHour = 9;
    return channels.save(channel);
  }

  private static Notice of(String client, NoticeKind kind) {
    return new Notice(
        UUID.randomUUID(),
        kind,
        Instant.now(),
        client,
        "1",
        "a",
        "/",
        List.of(NotificationSamples.line("x")));
  }

  /** Makes the gathered messages due a day earlier. */
  private void aDayPasses(Channel channel) {
    transactions.executeWithoutResult(_ -> {
      for (OutboxMessage row : messagesOf(channel)) {
        jdbc.update(
            "update outbox set next_at = ? where id = ? and state = 'GATHERED'",
            Timestamp.from(row.nextAt.minus(Duration.ofDays(1))),
            row.id);
      }
    });
  }

  @Test
  void aDigestIsMadeOnceHoweverManyNodesMakeIt() throws Exception {
    Channel channel = channel();
    outbox.publish(
        List.of(
            of("A", NoticeKind.FAILING),
            of("A", NoticeKind.FIXED),
            of("B", NoticeKind.UNKNOWN),
            of("", NoticeKind.FIXED)));
    assertThat(messagesOf(channel))
        .extracting(row -> row.state)
        .containsOnly(DeliveryState.GATHERED);
    assertThat(messagesOf(channel).getFirst().nextAt)
        .isEqualTo(channel.nextDigestAfter(Instant.now()));

    digests.createDue(jobs, Instant.now());
    assertThat(messagesOf(channel))
        .extracting(row -> row.state)
        .containsOnly(DeliveryState.GATHERED);
    aDayPasses(channel);
    try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 4)
          .forEach(_ -> nodes.submit(() -> digests.createDue(jobs, Instant.now())));
    }
    digests.createDue(jobs, Instant.now());

    List<String> bodies =
        List.of(receiver.next().body(), receiver.next().body(), receiver.next().body());
    assertThat(bodies)
        .filteredOn(body -> body.contains("\"client\":\"A\""))
        .singleElement()
        .asString()
        .contains("failing", "fixed")
        .doesNotContain("\"B\"");
    awaitSoon()
        .until(() ->
            messagesOf(channel).stream().filter(row -> row.state == DeliveryState.DELIVERED).count()
                == 3);
    assertThat(messagesOf(channel)).hasSize(7);
    assertThat(receiver.unread()).isEmpty();
  }

  @Test
  void missedDaysGetSeparateDigests() throws Exception {
    Channel channel = channel();
    outbox.publish(of("A", NoticeKind.FAILING));
    aDayPasses(channel);
    outbox.publish(of("A", NoticeKind.FIXED));
    aDayPasses(channel);

    digests.createDue(jobs, Instant.now());

    assertThat(Stream.of(receiver.next().body(), receiver.next().body()))
        .allMatch(body -> body.contains("failing") ^ body.contains("fixed"));
  }

  @Test
  void finishedMessagesAreDeletedInTheEnd() {
    Channel channel = createChannel("webhook", receiver.url());
    outbox.publish(of("A", NoticeKind.FAILING));
    awaitState(channel, DeliveryState.DELIVERED);

    digests.createDue(jobs, Instant.now().plus(Duration.ofDays(29)));
    assertThat(messagesOf(channel)).hasSize(1);
    digests.createDue(jobs, Instant.now().plus(Duration.ofDays(31)));
    assertThat(messagesOf(channel)).isEmpty();
  }
}
