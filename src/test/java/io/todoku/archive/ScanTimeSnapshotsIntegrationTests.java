package io.todoku.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import io.todoku.account.Account;
import io.todoku.account.Attestations;
import io.todoku.account.RegionExclusions;
import io.todoku.account.RoleOverrides;
import io.todoku.scan.ScanFixture;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.Attestation.AttestationState;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Several snapshots of an account are read with what is known of all accounts, read once. */
class ScanTimeSnapshotsIntegrationTests extends ScanFixture {

  @Autowired private JdbcClient database;
  @Autowired private Attestations attestations;
  @Autowired private RoleOverrides roles;
  @Autowired private RegionExclusions exclusions;
  @Autowired private HeldAddressRepository heldAddresses;
  @Autowired private AccountNetworkStore networks;
  @Autowired private Clock clock;

  private HeldAddressRepository counted;
  private SnapshotStore store;

  @BeforeEach
  void countReads() {
    counted = mock(HeldAddressRepository.class, delegatesTo(heldAddresses));
    store =
        new SnapshotStore(
            scans, database, attestations, roles, exclusions, counted, networks, clock);
  }

  private UUID save(Account account, SnapshotBuilder snapshot) {
    UUID run = UUID.randomUUID();
    store.save(run, account, snapshot.account(account.id()).build());
    return run;
  }

  private static SnapshotBuilder holding(String address) {
    return SnapshotBuilder.aSnapshot().withElasticIp(address, Map.of());
  }

  private static Attestation attestation(String id, Duration afterScan) {
    return new Attestation(
        id,
        "send-limit-removed",
        SnapshotBuilder.REGION,
        AttestationState.REQUESTED,
        LocalDate.ofInstant(SnapshotBuilder.NOW, ZoneOffset.UTC),
        "mika",
        null,
        null,
        SnapshotBuilder.NOW.plus(afterScan),
        null);
  }

  @Test
  void theAddressesOfAllAccountsAreReadOnceForAllSnapshotsOfACall() {
    Account account = account(1);
    UUID first = save(account, holding("203.0.113.7"));
    UUID second = save(account, holding("203.0.113.8"));
    save(account(2), holding("203.0.113.9"));

    Function<UUID, Optional<Snapshot>> stored = store.judgedAtScanTime(account);
    List<Snapshot> read =
        List.of(stored.apply(first).orElseThrow(), stored.apply(second).orElseThrow());

    verify(counted, times(1)).findAllViews();
    assertThat(read)
        .allSatisfy(snapshot ->
            assertThat(snapshot.account().addressesOfOtherAccounts())
                .containsExactlyEntriesOf(Map.of("203.0.113.9", account(2).id())));
  }

  @Test
  void nothingIsReadWhereNoSnapshotIsKept() {
    assertThat(store.judgedAtScanTime(account(1)).apply(UUID.randomUUID())).isEmpty();

    verify(counted, times(0)).findAllViews();
  }

  @Test
  void whatWasAttestedAfterAScanDoesNotCountForIt() {
    Account account = account(1);
    UUID run =
        save(
            account,
            holding("203.0.113.7")
                .withAttestation(attestation("before", Duration.ofHours(-1)))
                .withAttestation(attestation("after", Duration.ofHours(1))));

    Snapshot read = store.judgedAtScanTime(account).apply(run).orElseThrow();

    assertThat(read.attestations()).extracting(Attestation::id).containsExactly("before");
    assertThat(read.judgedAt()).isEqualTo(SnapshotBuilder.NOW);
  }
}
