package io.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.todoku.notify.OutboxRow.State;
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

/** One letter per client and day. */
class NotificationDigestIntegrationTests extends NotificationFixture {

  @Autowired private Digests digests;
  @Autowired private SchedulerClient jobs;

  private Channel channel() {
    Channel channel = Told.channel(ChannelKind.WEBHOOK, receiver.url());
    channel.digest = true;
    channel.digestHour = 9;
    return channels.save(channel);
  }

  private static Notice of(String client, Kind kind) {
    return new Notice(
        UUID.randomUUID(), kind, Instant.now(), client, "1", "a", "/", List.of(Told.line("x")));
  }

  /** What was gathered is due a day earlier. */
  private void aDayPasses(Channel channel) {
    transactions.executeWithoutResult(_ -> {
      for (OutboxRow row : of(channel)) {
        jdbc.update(
            "update outbox set next_at = ? where id = ? and state = 'GATHERED'",
            Timestamp.from(row.nextAt.minus(Duration.ofDays(1))),
            row.id);
      }
    });
  }

  @Test
  void isMadeOnceHoweverManyNodesMakeIt() throws Exception {
    Channel channel = channel();
    outbox.tell(
        List.of(
            of("A", Kind.FAILING), of("A", Kind.FIXED), of("B", Kind.UNKNOWN), of("", Kind.FIXED)));
    assertThat(of(channel)).extracting(row -> row.state).containsOnly(State.GATHERED);
    assertThat(of(channel).getFirst().nextAt).isEqualTo(channel.digestAfter(Instant.now()));

    digests.make(jobs, Instant.now());
    assertThat(of(channel)).extracting(row -> row.state).containsOnly(State.GATHERED);
    aDayPasses(channel);
    try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 4).forEach(_ -> nodes.submit(() -> digests.make(jobs, Instant.now())));
    }
    digests.make(jobs, Instant.now());

    List<String> bodies =
        List.of(receiver.next().body(), receiver.next().body(), receiver.next().body());
    assertThat(bodies)
        .filteredOn(body -> body.contains("\"client\":\"A\""))
        .singleElement()
        .asString()
        .contains("failing", "fixed")
        .doesNotContain("\"B\"");
    soon()
        .until(() -> of(channel).stream().filter(row -> row.state == State.DELIVERED).count() == 3);
    assertThat(of(channel)).hasSize(7);
    assertThat(receiver.rest()).isEmpty();
  }

  @Test
  void daysThatWereMissedAreNotMixed() throws Exception {
    Channel channel = channel();
    outbox.tell(of("A", Kind.FAILING));
    aDayPasses(channel);
    outbox.tell(of("A", Kind.FIXED));
    aDayPasses(channel);

    digests.make(jobs, Instant.now());

    assertThat(Stream.of(receiver.next().body(), receiver.next().body()))
        .allMatch(body -> body.contains("failing") ^ body.contains("fixed"));
  }

  @Test
  void whatIsOverIsForgottenInTheEnd() {
    Channel channel = open(ChannelKind.WEBHOOK, receiver.url());
    outbox.tell(of("A", Kind.FAILING));
    awaitState(channel, State.DELIVERED);

    digests.make(jobs, Instant.now().plus(Duration.ofDays(29)));
    assertThat(of(channel)).hasSize(1);
    digests.make(jobs, Instant.now().plus(Duration.ofDays(31)));
    assertThat(of(channel)).isEmpty();
  }
}
