package io.todoku.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.todoku.account.Account;
import io.todoku.archive.AccountNetworkStore;
import io.todoku.archive.SnapshotOrigins;
import io.todoku.archive.SnapshotStore;
import io.todoku.history.AccountHistory;
import io.todoku.history.RecheckedSnapshots;
import io.todoku.history.SnapshotIngestion;
import io.todoku.notify.Outbox;
import io.todoku.scan.ScanFixture;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.testing.ConcurrentCalls;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Snapshot files imported at the same time, on one node or two. */
public class SnapshotImportIntegrationTests extends ScanFixture {

  @Autowired private SnapshotImport importer;
  @Autowired private SnapshotIngestion ingestion;
  @Autowired private SnapshotStore snapshots;
  @Autowired private AccountNetworkStore networks;
  @Autowired private AccountHistory history;
  @Autowired private RecheckedSnapshots rechecked;
  @Autowired private Outbox outbox;
  @Autowired private SnapshotOrigins origins;
  @Autowired private SampleWorkspace sample;
  @Autowired private List<SampleContributor> contributors;
  @Autowired private TransactionTemplate transaction;

  private static Snapshot snapshotOf(String id) {
    Snapshot built = SnapshotBuilder.aSnapshot().withSender("192.0.2.7").build();
    AccountFacts facts =
        new AccountFacts(id, "Example", CLIENT, Environment.STAGING, List.of(), Map.of(), Map.of());
    return built.judgedAt(built.judgedAt(), facts, List.of());
  }

  /** The import of another node, which shares only the database. */
  private SnapshotImport importerOfAnotherNode() {
    return new SnapshotImport(accounts, ingestion, transaction, CLOCK);
  }

  @Test
  void twoNodesCanImportTheFirstFilesOfAnAccountAtOnce() throws Exception {
    List<SnapshotImport> nodes = List.of(importer, importerOfAnotherNode());
    for (int i = 1; i <= 10; i++) {
      Snapshot snapshot = snapshotOf("%012d".formatted(i));
      ConcurrentCalls.runAll(
          nodes.stream()
              .map(node -> (Runnable) () -> ReceivedSnapshots.importConfirmed(node, snapshot))
              .toList());

      Account account = accounts.get(snapshot.account().id());
      assertThat(scansOf(account)).as("both are kept").hasSize(2);
    }
  }

  @Test
  void aFileCanBeImportedWhileAScanOfTheAccountEnds() throws Exception {
    Account account = account(1);
    Snapshot snapshot = snapshotOf(account.id());
    Runnable endOfScan =
        () ->
            transaction.executeWithoutResult(
                _ -> ingestion.ingest(UUID.randomUUID(), account, snapshot));
    for (int i = 0; i < 10; i++) {
      ConcurrentCalls.runAll(
          List.of(endOfScan, () -> ReceivedSnapshots.importConfirmed(importer, snapshot)));
    }

    assertThat(scansOf(account)).hasSize(20);
  }

  /** An earlier release imported such files. */
  @Test
  void aStoredRecordThatIsNoAddressIsUnknownAndLoggedOnce() {
    Account account = account(1);
    Snapshot built =
        SnapshotBuilder.aSnapshot()
            .withSender("192.0.2.7")
            .ptr("192.0.2.7", "mail.example.com")
            .dns("mail.example.com", "A", "not-an-address")
            .build();
    Logger log = (Logger) LoggerFactory.getLogger(SnapshotStore.class);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    log.addAppender(logged);
    try {
      transaction.executeWithoutResult(_ -> ingestion.ingest(UUID.randomUUID(), account, built));
      for (int i = 0; i < 3; i++) {
        assertThat(
                snapshots
                    .newestAsCollected(account.id())
                    .orElseThrow()
                    .lookup("mail.example.com", "A")
                    .answer())
            .isEqualTo(
                Observed.unknown(
                    Reason.of(ReasonKind.MALFORMED, "mail.example.com A", "not-an-address")));
      }
    } finally {
      log.detachAppender(logged);
    }

    assertThat(logged.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "A stored answer of DNS counts as unknown, because it is none of its type:"
                + " 000000000001 mail.example.com A: \"not-an-address\"");
  }

  @Test
  void twoNodesCanAddTheSampleAtOnce() throws Exception {
    SampleWorkspace other = new SampleWorkspace(importerOfAnotherNode(), accounts, contributors);

    ConcurrentCalls.runAll(List.of(sample::addSample, other::addSample));

    assertThat(accounts.all().stream().filter(Account::isSample)).hasSize(4);
  }

  @Test
  void importingInsideATransactionIsRefused() {
    assertThatThrownBy(() ->
            transaction.executeWithoutResult(
                status -> ReceivedSnapshots.importConfirmed(importer, snapshotOf("000000000001"))))
        .isInstanceOf(IllegalStateException.class);
  }
}
