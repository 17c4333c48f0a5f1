package io.todoku.notify;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.account.Accounts;
import io.todoku.intake.ReceivedSnapshots;
import io.todoku.intake.SnapshotImport;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.snapshot.SnapshotCopy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** From a snapshot that is taken in to the finding in Security Hub. */
@TestPropertySource(
    properties = "spring.datasource.url=jdbc:h2:mem:notify-hub-in;DB_CLOSE_DELAY=-1")
class SecurityHubIngestionIntegrationTests extends NotificationFixture {

  private static final String ACCOUNT = "111111111111";
  private static final String ADDRESS = "192.0.2.7";
  private static final String HUB = "arn:aws:securityhub:ap-northeast-1:123456789012:hub/default";

  @Autowired private SnapshotImport imports;
  @Autowired private Accounts accounts;
  private Channel channel;

  @BeforeEach
  void addChannel() {
    if (accounts.find(ACCOUNT).isPresent()) {
      accounts.remove(ACCOUNT);
    }
    channel = createChannel("securityhub", HUB);
  }

  private static SnapshotBuilder sender(String answer) {
    return aSnapshot()
        .withSender(ADDRESS)
        .ptr(ADDRESS, "mail.example.com")
        .dns("mail.example.com", "A", answer);
  }

  /** The snapshot of a day, by the rules that a scan's goes through. */
  private void scanned(int day, Snapshot observed) {
    Snapshot snapshot =
        SnapshotCopy.copyOf(observed)
            .collectedAt(SnapshotBuilder.NOW.plus(Duration.ofDays(day)))
            .build();
    AccountFacts facts =
        new AccountFacts(
            ACCOUNT,
            "Example 本番",
            "Example KK",
            Environment.STAGING,
            List.of(),
            observed.account().roleOverrides(),
            Map.of());
    ReceivedSnapshots.importConfirmed(
        imports, snapshot.judgedAt(snapshot.observedUntil(), facts, List.of()));
    awaitSoon()
        .untilAsserted(() ->
            assertThat(messagesOf(channel))
                .extracting(row -> row.state + " " + row.lastError)
                .hasSize(day)
                .containsOnly("DELIVERED null"));
  }

  /** Of the one rule, because others find something of the same address. */
  private static List<String> states(HubServer hub) {
    return hub.states("ptr-matches-a/address/" + SnapshotBuilder.REGION + "/" + ADDRESS);
  }

  @Test
  void whatIsRepairedPasses() {
    try (HubServer hub = new HubServer()) {
      scanned(1, sender("192.0.2.9").build());
      assertThat(states(hub)).containsExactly("FAILED", "HIGH", "NEW", "ACTIVE");

      scanned(2, sender(ADDRESS).build());

      assertThat(states(hub)).containsExactly("PASSED", "INFORMATIONAL", "RESOLVED", "ARCHIVED");
    }
  }

  @Test
  void whatIsInARegionThatIsLeftOutDoesNotPass() {
    try (HubServer hub = new HubServer()) {
      scanned(1, sender("192.0.2.9").build());

      scanned(
          2,
          SnapshotCopy.copyOf(sender("192.0.2.9").build())
              .regions(Observed.known(List.of()))
              .build());

      assertThat(states(hub)).contains("NOT_AVAILABLE", "NEW", "ARCHIVED");
    }
  }

  @Test
  void whatAnOverruledRoleLeavesOutDoesNotPass() {
    try (HubServer hub = new HubServer()) {
      scanned(1, sender("192.0.2.9").build());

      jdbc.update(
          "insert into role_override (account_id, address, sends, domains, author, reason,"
              + " created_at) values (?, ?, false, '', 'mika', 'moved', current_timestamp)",
          ACCOUNT,
          ADDRESS);
      scanned(2, sender("192.0.2.9").build());

      assertThat(states(hub)).contains("NOT_AVAILABLE", "NEW", "ARCHIVED");
    }
  }

  @Test
  void whatIsGoneDoesNotPass() {
    try (HubServer hub = new HubServer()) {
      scanned(1, sender("192.0.2.9").build());

      scanned(2, aSnapshot().build());

      assertThat(states(hub)).contains("NOT_AVAILABLE", "NEW", "ARCHIVED");
    }
  }
}
