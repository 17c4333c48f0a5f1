package io.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.notify.WebhookReceiver.Received;
import io.todoku.testing.TodokuServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that is killed while a receiver has its message and has not answered yet. */
class NotificationKillIntegrationTests {

  private static final String CHANNEL =
      """
      insert into channel (id, name, kind, target, secret, kinds, language, digest, digest_hour,
        zone, enabled, created_at)
      values ('6f8d3c7a-0d39-4f0a-9a3e-5f7d6a3b2c10', 'ops', 'WEBHOOK', '%s', 'tdk_x', 'failing',
        'en', false, 0, 'UTC', true, now())
      """;

  private static final String ROW =
      """
      insert into outbox (id, channel_id, notice_id, notice, client, state, attempts, next_at,
        give_up_at, created_at)
      values ('%s', '6f8d3c7a-0d39-4f0a-9a3e-5f7d6a3b2c10', '%s', '%s', '', 'WAITING', 0, now(),
        dateadd('day', 2, now()), now())
      """;

  private static final String JOB =
      """
      insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
      values ('notify-deliver', '%s', now(), false, 1)
      """;

  private static final Map<String, String> LOOPBACK_ALLOWED =
      Map.of("TODOKU_NOTIFICATIONS_ALLOWEDNETWORKS", "127.0.0.0/8");

  @TempDir Path dir;

  private Connection database() throws SQLException {
    String url = "jdbc:h2:file:" + dir.resolve("data/todoku") + ";WRITE_DELAY=0";
    return DriverManager.getConnection(url, "todoku", "");
  }

  @Test
  void afterAKillTheMessageIsSentAgainWithTheSameIdAndLoggedAsSent() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (WebhookReceiver receiver = new WebhookReceiver()) {
      TodokuServer.start(dir, LOOPBACK_ALLOWED).close();
      Notice notice = NotificationSamples.notice(NoticeKind.FAILING, NotificationSamples.line("x"));
      try (Connection connection = database();
          Statement sql = connection.createStatement()) {
        sql.execute(CHANNEL.formatted(receiver.url()));
        sql.execute(ROW.formatted(NotificationSamples.ID, notice.id(), NoticeJson.write(notice)));
        sql.execute(JOB.formatted(NotificationSamples.ID));
      }
      receiver.respondWith(exchange -> {
        try {
          over.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      });

      Received first;
      try (TodokuServer killed = TodokuServer.start(dir, LOOPBACK_ALLOWED)) {
        first = receiver.next();
        killed.kill();
      }
      Received second;
      try (TodokuServer next = TodokuServer.start(dir, LOOPBACK_ALLOWED)) {
        second = receiver.next(60);
        next.awaitLog("Delivery " + NotificationSamples.ID + " went out by channel \"ops\"");
      }

      assertThat(first.delivery()).isEqualTo(NotificationSamples.ID.toString());
      assertThat(second.delivery()).isEqualTo(first.delivery());
      assertThat(second.body()).isEqualTo(first.body());
      try (Connection connection = database();
          Statement sql = connection.createStatement();
          ResultSet row = sql.executeQuery("select state from outbox")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getString(1)).isEqualTo("DELIVERED");
        assertThat(row.next()).isFalse();
      }
    } finally {
      over.countDown();
    }
  }
}
