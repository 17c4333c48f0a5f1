package io.todoku.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.todoku.account.Account;
import io.todoku.archive.SnapshotStore;
import io.todoku.history.AccountHistory;
import io.todoku.history.ChangeNotices;
import io.todoku.history.SnapshotIngestion;
import io.todoku.notify.Outbox;
import io.todoku.peers.ConcurrentCalls;
import io.todoku.scan.ScanFixture;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Files that come at the same time, to one node or to two. */
public class SnapshotImportIntegrationTests extends ScanFixture {

  @Autowired private SnapshotImport here;
  @Autowired private SnapshotIngestion intake;
  @Autowired private SnapshotStore snapshots;
  @Autowired private AccountHistory history;
  @Autowired private Outbox outbox;
  @Autowired private SampleWorkspace sample;
  @Autowired private List<SampleContributor> parts;
  @Autowired private TransactionTemplate transaction;

  private static Snapshot snapshotOf(String id) {
    Snapshot built = SnapshotBuilder.aSnapshot().withSender("192.0.2.7").build();
    AccountFacts facts =
        new AccountFacts(id, "Example", CLIENT, Environment.STAGING, List.of(), Map.of(), Map.of());
    return built.judgedAt(built.judgedAt(), facts, List.of());
  }

  /** What another node has: the same database, and nothing else in common. */
  private SnapshotImport onAnotherNode() {
    return new SnapshotImport(accounts, intake, transaction, CLOCK);
  }

  @Test
  void theFirstTwoFilesOfAnAccountMayComeToTwoNodesAtOnce() throws Exception {
    List<SnapshotImport> nodes = List.of(here, onAnotherNode());
    for (int i = 1; i <= 10; i++) {
      Snapshot snapshot = snapshotOf("%012d".formatted(i));
      ConcurrentCalls.runAll(
          nodes.stream().map(node -> (Runnable) () -> node.importSnapshot(snapshot)).toList());

      Account account = accounts.get(snapshot.account().id());
      assertThat(scansOf(account)).as("both are kept").hasSize(2);
    }
  }

  @Test
  void aFileMayComeWhileAScanOfItsAccountEnds() throws Exception {
    Account account = account(1);
    Snapshot snapshot = snapshotOf(account.id());
    Runnable ends =
        () ->
            transaction.executeWithoutResult(
                _ -> intake.ingest(UUID.randomUUID(), account, snapshot));
    for (int i = 0; i < 10; i++) {
      ConcurrentCalls.runAll(List.of(ends, () -> here.importSnapshot(snapshot)));
    }

    assertThat(scansOf(account)).hasSize(20);
  }

  @Test
  void aChangeThatCannotBePutIntoANoticeIsKeptAllTheSame() {
    Account account = account(1);
    ChangeNotices broken = mock();
    when(broken.of(any(), any(), any(), any())).thenThrow(new IllegalStateException("bug"));
    SnapshotIngestion unable = new SnapshotIngestion(accounts, snapshots, history, broken, outbox);

    transaction.executeWithoutResult(
        _ -> unable.ingest(UUID.randomUUID(), account, snapshotOf(account.id())));

    assertThat(scansOf(account)).hasSize(1);
    verify(broken).of(any(), any(), any(), any());
  }

  @Test
  void theSampleMayBeOpenedOnTwoNodesAtOnce() throws Exception {
    SampleWorkspace other = new SampleWorkspace(onAnotherNode(), accounts, parts);

    ConcurrentCalls.runAll(List.of(sample::addSample, other::addSample));

    assertThat(accounts.all().stream().filter(Account::isSample)).hasSize(4);
  }

  @Test
  void aTransactionThatIsOpenAlreadyIsAMistake() {
    assertThatThrownBy(() ->
            transaction.executeWithoutResult(
                status -> here.importSnapshot(snapshotOf("000000000001"))))
        .isInstanceOf(IllegalStateException.class);
  }
}
