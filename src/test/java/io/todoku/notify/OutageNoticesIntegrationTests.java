package io.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.notify.WebhookReceiver.Received;
import io.todoku.peers.AwsResponses;
import io.todoku.peers.Peers;
import io.todoku.peers.SilentServer;
import io.todoku.peers.SwitchableResolver;
import io.todoku.testing.TodokuApiClient;
import io.todoku.testing.TwoAccountsEnvironment;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What hides findings of every account, and is a failure of none, is told once when it begins and
 * once when it ends, to the channels of all clients only; whenever the process is killed.
 */
class OutageNoticesIntegrationTests {

  private static final String CHANNEL =
      """
      insert into channel (id, name, kind, target, secret, client, kinds, language, digest,
        digest_hour, zone, enabled, created_at)
      values (?, ?, 'WEBHOOK', ?, 'tdk_x', ?,
        'failing,fixed,unknown,known,outage,recovered,expiring,runbook', 'en', false, 0, 'UTC',
        true, now())
      """;

  /** The mail exchange of the relay test's recipient. */
  private static final String OWN_EXCHANGE = "127.0.0.25";

  @TempDir static Path peersDir;
  @TempDir Path dir;

  private final WebhookReceiver operators = new WebhookReceiver();
  private final WebhookReceiver client = new WebhookReceiver();
  private final Set<String> received = new HashSet<>();

  private void addChannel(String name, WebhookReceiver receiver, String ofClient) throws Exception {
    String url = "jdbc:h2:file:" + dir.resolve("data/todoku") + ";WRITE_DELAY=0";
    try (Connection connection = DriverManager.getConnection(url, "todoku", "");
        PreparedStatement insert = connection.prepareStatement(CHANNEL)) {
      insert.setObject(1, UUID.randomUUID());
      insert.setString(2, name);
      insert.setString(3, receiver.url());
      insert.setString(4, ofClient);
      insert.executeUpdate();
    }
  }

  /**
   * The kinds and sentences of the next message. A message that was under way when the process was
   * killed comes twice, with the same id.
   */
  private List<String> next(WebhookReceiver receiver) throws Exception {
    Received message = receiver.next(60);
    while (!received.add(receiver.port() + message.delivery())) {
      message = receiver.next(60);
    }
    List<String> told = new ArrayList<>();
    for (JsonNode notice : new JsonMapper().readTree(message.body()).at("/notices")) {
      for (JsonNode line : notice.at("/lines")) {
        told.add(notice.at("/kind").asString() + " " + line.at("/text").asString());
      }
    }
    return told;
  }

  @Test
  void eachOutageIsToldOnceWhenItBeginsAndOnceWhenItEnds() throws Exception {
    try (TwoAccountsEnvironment world = TwoAccountsEnvironment.start(peersDir);
        SwitchableResolver resolver = SwitchableResolver.inFrontOf(world.resolver())) {
      Path open = world.configuration(resolver.resolver(), world.smtpPort());
      int blockedPort = Peers.freePort("127.0.0.1");
      Path blocked = world.configuration(resolver.resolver(), blockedPort);
      start(world, open).close();
      addChannel("operators", operators, null);
      addChannel("minato", client, "Minato Works");

      try (TodokuApiClient todoku = start(world, open)) {
        todoku.awaitEnd(todoku.scan());

        resolver.stop();
        todoku.awaitEnd(todoku.scan());
        todoku.kill();
      }
      try (TodokuApiClient todoku = start(world, open)) {
        assertThat(next(operators))
            .containsExactly(
                "outage No DNS resolver of Todoku answers. What depends on DNS is unknown in all"
                    + " accounts until one does. No account has changed.");
        resolver.start();
        todoku.awaitEnd(todoku.scan());
        assertThat(next(operators))
            .containsExactly(
                "recovered A DNS resolver answers again. 2 accounts were affected; it lasted"
                    + " 1 minute.");

        world
            .aws()
            .respondWith(
                AwsResponses.failing(
                    call -> call.service().equals("sts"), 503, "ServiceUnavailable", "down"));
        todoku.awaitEnd(todoku.scan());
        assertThat(next(operators))
            .containsExactly(
                "outage AWS STS does not answer, so that Todoku cannot log in to accounts. They are"
                    + " unknown until it does. No account has changed.");
        todoku.kill();
      }
      world.aws().reset();
      try (TodokuApiClient todoku = start(world, open)) {
        todoku.awaitEnd(todoku.scan());
        assertThat(next(operators))
            .containsExactly(
                "recovered AWS STS answers again. 2 accounts were affected; it lasted 1 minute.");
      }
      try (SilentServer mail = new SilentServer(world.healthyAddress(), blockedPort);
          SilentServer old = new SilentServer(world.brokenAddress(), blockedPort);
          SilentServer exchange = new SilentServer(OWN_EXCHANGE, blockedPort);
          TodokuApiClient todoku = start(world, blocked)) {
        todoku.awaitEnd(todoku.scan());
        assertThat(next(operators))
            .containsExactly(
                "outage The network that Todoku is in blocks outgoing connections to port 25. What"
                    + " depends on the answers of mail servers is unknown in all accounts until it"
                    + " is open. No account has changed.");
        todoku.kill();
      }
      try (TodokuApiClient todoku = start(world, open)) {
        todoku.awaitEnd(todoku.scan());
        assertThat(next(operators))
            .containsExactly(
                "recovered Outgoing connections to port 25 are open again. 2 accounts were"
                    + " affected; it lasted 1 minute.");

        world.correctAddressRecord();
        todoku.awaitEnd(todoku.scan());
        List<String> fixed = next(operators);
        assertThat(fixed).isNotEmpty().allMatch(line -> line.startsWith("fixed "));
        assertThat(next(client)).as("a real change is told to the client").isEqualTo(fixed);
      }
      assertThat(operators.unread()).isEmpty();
      assertThat(client.unread()).isEmpty();
    } finally {
      operators.close();
      client.close();
    }
  }

  private TodokuApiClient start(TwoAccountsEnvironment world, Path configuration) throws Exception {
    return world.startServer(
        dir,
        Map.of(),
        "--spring.config.additional-location=" + configuration.toUri(),
        "--todoku.notifications.allowed-networks=127.0.0.0/8",
        "--todoku.notifications.look-again-after=1s",
        "--todoku.notifications.first-retry=50ms",
        "--db-scheduler.polling-interval=200ms");
  }
}
