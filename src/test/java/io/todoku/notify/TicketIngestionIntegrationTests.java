package io.todoku.notify;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.history.SnapshotIngestion;
import io.todoku.notify.OutboxMessage.DeliveryState;
import io.todoku.notify.TestTracker.TestIssue;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.SnapshotBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** From what a scan finds to the ticket, and from what later scans find to its end. */
@TestPropertySource(
    properties = {
      "spring.datasource.url=jdbc:h2:mem:ticket-ingestion;DB_CLOSE_DELAY=-1",
      "todoku.notifications.look-again-after=0s"
    })
class TicketIngestionIntegrationTests extends NotificationFixture {

  private static final String ADDRESS = "192.0.2.7";
  private static final Account ACCOUNT =
      new Account(
          "111111111111",
          "main",
          "Example KK",
          Environment.PRODUCTION,
          new Access.SnapshotsOnly(false),
          List.of(),
          List.of());

  @Autowired SnapshotIngestion ingestion;
  @Autowired Accounts accounts;
  @Autowired TicketRepository tickets;
  private final JiraServer jira = new JiraServer();
  private Channel channel;

  @BeforeEach
  void failOnceAfterAFirstScan() {
    if (accounts.exists(ACCOUNT.id())) {
      accounts.remove(ACCOUNT.id());
    }
    accounts.save(ACCOUNT);
    channel = NotificationSamples.channel("jira", jira.url());
    channel.createdAt = Instant.now();
    channel.kinds = "failing,fixed,unknown,known";
    channel.settings =
        ChannelSettings.write(
            Map.of(
                "user",
                JiraServer.USER,
                "apiToken",
                JiraServer.TOKEN,
                "project",
                "MAIL",
                "issueType",
                "Task"));
    channels.save(channel);
    scan(pointingTo(ADDRESS));
    scan(pointingTo("192.0.2.9"));
    awaitAllDelivered();
    assertThat(ptrIssue().description).contains(ADDRESS);
  }

  @AfterEach
  void stop() {
    jira.close();
  }

  private static SnapshotBuilder pointingTo(String address) {
    return aSnapshot()
        .withSender(ADDRESS)
        .ptr(ADDRESS, "mail.example.com")
        .dns("mail.example.com", "A", address);
  }

  private void scan(SnapshotBuilder world) {
    transactions.executeWithoutResult(
        _ -> ingestion.ingest(UUID.randomUUID(), ACCOUNT, world.account(ACCOUNT.id()).build()));
  }

  private void awaitAllDelivered() {
    awaitSoon()
        .until(() ->
            messagesOf(channel).stream().allMatch(row -> row.state == DeliveryState.DELIVERED));
  }

  private TestIssue ptrIssue() {
    Ticket ticket =
        tickets.findAll().stream()
            .filter(row -> row.rule.equals("ptr-matches-a"))
            .findFirst()
            .orElseThrow();
    return jira.issues.get(ticket.key);
  }

  @Test
  void aProblemThatPassesClosesItsTicketWithWhatWasFound() {
    scan(pointingTo(ADDRESS));
    awaitAllDelivered();

    assertThat(ptrIssue().status).isEqualTo("done");
    assertThat(ptrIssue().comments).singleElement().asString().startsWith("Fixed: ");
  }

  /**
   * What passes once its Region is scanned again is fixed, and what still fails is not opened
   * twice.
   */
  @Test
  void aRegionThatIsNotScannedAnyMoreFixesNothing() {
    scan(aSnapshot().inRegion("eu-west-1"));
    awaitAllDelivered();
    scan(aSnapshot().inRegion("eu-west-1"));
    awaitAllDelivered();
    assertThat(ptrIssue().status).isEqualTo("new");
    assertThat(ptrIssue().comments)
        .singleElement()
        .asString()
        .startsWith("Not observed any more.")
        .endsWith("The Region ap-northeast-1 is not scanned any more.");

    int issues = jira.issues.size();
    scan(pointingTo("192.0.2.9"));
    awaitAllDelivered();
    assertThat(jira.issues).hasSize(issues);
    assertThat(ptrIssue().status).isEqualTo("new");

    scan(pointingTo(ADDRESS));
    awaitAllDelivered();
    assertThat(ptrIssue().status).isEqualTo("done");
    assertThat(ptrIssue().comments.getLast()).startsWith("Fixed: ");
  }

  @Test
  void aResourceThatIsGoneClosesItsTicketAndSaysWhereItIsNot() {
    scan(aSnapshot());
    awaitAllDelivered();

    assertThat(ptrIssue().status).isEqualTo("done");
    assertThat(ptrIssue().comments)
        .singleElement()
        .asString()
        .startsWith(
            "Closed, because the resource is gone. It is in none of the lists of the Region");
  }

  /** Whether it was a fix is not known where a list could not be read. */
  @Test
  void aResourceThatCannotBeListedIsNotGone() {
    scan(aSnapshot().denied("ec2:DescribeAddresses"));
    awaitAllDelivered();

    assertThat(ptrIssue().status).isEqualTo("new");
    assertThat(ptrIssue().comments)
        .singleElement()
        .asString()
        .contains("ec2:DescribeAddresses was denied");
  }
}
