package io.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.notify.OutboxMessage.DeliveryState;
import io.todoku.notify.ProblemState.EndKind;
import io.todoku.notify.ProblemState.Over;
import io.todoku.notify.ProblemState.Present;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** An account with problems, and trackers on loopback. */
abstract class TicketFixture extends NotificationFixture {

  static final String ACCOUNT = "111111111111";
  static final ItemKey PTR = new ItemKey("ptr-matches-a", "elastic-ip/eipalloc-1");
  static final Over FIXED =
      new Over(
          EndKind.FIXED,
          NotificationSamples.line("as it should be"),
          Instant.parse("2026-11-25T01:02:03Z"));
  static final ItemKey SPF = new ItemKey("spf-covers-senders", "mail-domain/example.com");

  @MockitoBean NotifiedItems notifiedItems;
  @Autowired Tickets tickets;
  @Autowired TicketRepository repository;
  @Autowired Deliverer deliverer;

  final Map<ItemKey, ProblemState> problems = new LinkedHashMap<>();
  final JiraServer jira = new JiraServer();
  final BacklogServer backlog = new BacklogServer();

  @BeforeEach
  void addAccount() {
    jdbc.update(
        "merge into account (id, name, client, environment, access_kind, regions, mail_domains,"
            + " configured) key (id) values (?, '本番', 'Example KK', 'PRODUCTION', 'recorded', '', '',"
            + " false)",
        ACCOUNT);
    Mockito.when(notifiedItems.of(Mockito.eq(ACCOUNT), Mockito.anySet()))
        .thenAnswer(_ -> Map.copyOf(problems));
  }

  @AfterEach
  void stop() {
    jira.close();
    backlog.close();
  }

  Channel channel(String kind) {
    boolean isJira = kind.equals("jira");
    Channel channel = NotificationSamples.channel(kind, isJira ? jira.url() : backlog.url());
    channel.createdAt = Instant.now();
    channel.kinds = "failing,fixed,unknown,known";
    channel.settings =
        ChannelSettings.write(
            isJira
                ? Map.of(
                    "user",
                    JiraServer.USER,
                    "apiToken",
                    JiraServer.TOKEN,
                    "project",
                    "MAIL",
                    "issueType",
                    "Task")
                : Map.of("apiToken", BacklogServer.KEY, "project", "MAIL", "issueType", "Task"));
    return channels.save(channel);
  }

  TestTracker tracker(String kind) {
    return kind.equals("jira") ? jira : backlog;
  }

  static NotifiedItem problem(ItemKey key, boolean failing, String summary) {
    return new NotifiedItem(
        key,
        failing,
        false,
        null,
        "Example KK",
        ACCOUNT,
        "本番",
        NoticeLine.of("rule." + key.rule() + ".title"),
        "54.92.33.26 (mail)",
        NotificationSamples.line(summary),
        List.of(NotificationSamples.line("step one")),
        "/accounts/" + ACCOUNT + "/finding?rule=" + key.rule());
  }

  /** What a scan does: problems begin, and people are told. */
  void begin(NotifiedItem... found) {
    transactions.executeWithoutResult(_ -> {
      for (NotifiedItem item : found) {
        problems.put(item.key(), new Present(item));
      }
      tickets.request(
          ACCOUNT, "Example KK", List.of(found).stream().map(NotifiedItem::key).toList());
      outbox.publish(NotificationSamples.notice(NoticeKind.FAILING, NotificationSamples.line("x")));
    });
  }

  void end(ItemKey key) {
    problems.put(key, FIXED);
    outbox.publish(NotificationSamples.notice(NoticeKind.FIXED, NotificationSamples.line("x")));
  }

  void awaitAllDelivered(Channel channel, int messages) {
    awaitSoon()
        .untilAsserted(() ->
            assertThat(messagesOf(channel))
                .hasSize(messages)
                .allMatch(row -> row.state == DeliveryState.DELIVERED));
  }

  Ticket ticket(ItemKey key) {
    return repository.findAll().stream()
        .filter(ticket -> ticket.item().equals(key))
        .findFirst()
        .orElseThrow();
  }
}
