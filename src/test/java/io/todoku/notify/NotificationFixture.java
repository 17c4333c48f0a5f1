package io.todoku.notify;

import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.todoku.notify.OutboxMessage.DeliveryState;
import io.todoku.peers.Peers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** The application with a mail server, and with waits that suit a test. */
@SpringBootTest(
    properties = {
      "spring.datasource.url=jdbc:h2:mem:notify;DB_CLOSE_DELAY=-1",
      "spring.mail.host=127.0.0.1",
      "todoku.public-url=http://127.0.0.1",
      "todoku.notifications.from=Todoku <todoku@example.com>",
      "todoku.notifications.first-retry=50ms",
      "todoku.notifications.longest-retry=200ms",
      "todoku.notifications.total=5s",
      "todoku.notifications.allowed-networks=127.0.0.0/8",
      "db-scheduler.polling-interval=50ms",
      "db-scheduler.heartbeat-interval=1s",
      "db-scheduler.missed-heartbeats-limit=4"
    })
abstract class NotificationFixture {

  static final GreenMail MAIL =
      new GreenMail(new ServerSetup(Peers.freePort("127.0.0.1"), "127.0.0.1", "smtp"));

  static {
    MAIL.start();
  }

  @DynamicPropertySource
  static void mailServer(DynamicPropertyRegistry registry) {
    registry.add("spring.mail.port", () -> MAIL.getSmtp().getPort());
  }

  @Autowired Outbox outbox;
  @Autowired ChannelRepository channels;
  @Autowired OutboxRepository messages;
  @Autowired TransactionTemplate transactions;
  @Autowired JdbcTemplate jdbc;
  final WebhookReceiver receiver = new WebhookReceiver();

  @BeforeEach
  void removeChannels() throws Exception {
    channels.deleteAll();
    MAIL.purgeEmailFromAllMailboxes();
  }

  @AfterEach
  void close() {
    channels.deleteAll();
    receiver.close();
  }

  Channel createChannel(String kind, String target) {
    Channel channel = NotificationSamples.channel(kind, target);
    channel.createdAt = Instant.now();
    return channels.save(channel);
  }

  static ConditionFactory awaitSoon() {
    return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
  }

  OutboxMessage onlyMessage(Channel channel) {
    List<OutboxMessage> all = messagesOf(channel);
    if (all.size() != 1) {
      throw new AssertionError("one row is expected, not " + all.size());
    }
    return all.getFirst();
  }

  List<OutboxMessage> messagesOf(Channel channel) {
    return messages.findAll().stream().filter(row -> row.channelId.equals(channel.id)).toList();
  }

  void awaitState(Channel channel, DeliveryState state) {
    awaitSoon().until(() -> onlyMessage(channel).state == state);
  }

  int jobs(UUID delivery) {
    return jdbc.queryForObject(
        "select count(*) from scheduled_tasks where task_instance = ?",
        Integer.class,
        delivery.toString());
  }
}
