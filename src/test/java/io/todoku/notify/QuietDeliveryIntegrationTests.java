package io.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.installation.QuietState;
import io.todoku.installation.WorkResumption;
import io.todoku.notify.OutboxMessage.DeliveryState;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** A quiet installation sends nothing, and what waited is not sent once it works. */
@TestPropertySource(
    properties = "spring.datasource.url=jdbc:h2:mem:quietdelivery;DB_CLOSE_DELAY=-1")
class QuietDeliveryIntegrationTests extends NotificationFixture {

  @Autowired QuietState quiet;
  @Autowired WorkResumption resumption;

  @AfterEach
  void resume() {
    resumption.resume("the test");
  }

  @Test
  void whatWaitedWhileQuietIsGivenUpAndWhatComesLaterIsSent() {
    jdbc.update("update installation set quiet_reason = 'COPY', quiet_since = current_timestamp");
    awaitSoon().until(quiet::isQuiet);
    Channel channel = createChannel("webhook", receiver.url());
    Channel digest = createChannel("webhook", receiver.url());
    digest.digest = true;
    channels.save(digest);

    outbox.publish(NotificationSamples.notice(NoticeKind.FAILING, NotificationSamples.line("x")));
    OutboxMessage waiting = onlyMessage(channel);
    Instant first = waiting.nextAt;
    awaitSoon().until(() -> jobTime(waiting).isAfter(first.plusSeconds(5)));

    assertThat(receiver.unread()).as("the job was due and put off").isEmpty();
    assertThat(onlyMessage(channel).state).isEqualTo(DeliveryState.WAITING);

    resumption.resume("the test");

    assertThat(quiet.isQuiet()).isFalse();
    assertThat(onlyMessage(channel).state).isEqualTo(DeliveryState.FAILED);
    assertThat(onlyMessage(channel).lastError).contains("notify.failed.quiet");
    assertThat(onlyMessage(digest).state).isEqualTo(DeliveryState.FAILED);

    outbox.retry(channel.id, waiting.id);
    awaitState(channel, DeliveryState.DELIVERED);
    assertThat(receiver.unread()).hasSize(1);
  }

  private Instant jobTime(OutboxMessage message) {
    return jdbc.queryForObject(
            "select execution_time from scheduled_tasks where task_instance = ?",
            java.sql.Timestamp.class,
            message.id.toString())
        .toInstant();
  }
}
