package io.todoku.archive;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

public interface ScanRepository extends JpaRepository<ScanEntity, ScanEntity.ScanKey> {

  Optional<ScanEntity> findFirstByAccountIdAndStateOrderByStoredAtDesc(
      String accountId, ScanEntity.ScanState state);

  Optional<ScanEntity> findFirstByAccountIdAndStateAndRecheckTargetIsNullOrderByStoredAtDesc(
      String accountId, ScanEntity.ScanState state);

  Optional<ScanEntity> findFirstByAccountIdAndStateInAndRecheckTargetIsNullOrderByStoredAtDesc(
      String accountId, List<ScanEntity.ScanState> states);

  List<ScanEntity> findByAccountIdAndStateOrderByStoredAtDesc(
      String accountId, ScanEntity.ScanState state);

  List<ScanEntity> findByAccountIdAndStateNotOrderByStoredAtDesc(
      String accountId, ScanEntity.ScanState state);

  /** The newest finished scan of an account. */
  interface NewestScan {
    String getAccountId();

    UUID getRunId();
  }

  @Query(
      """
      select s.accountId as accountId, s.runId as runId from ScanEntity s
      where s.state = io.todoku.archive.ScanEntity$ScanState.DONE and s.accountId in :accountIds
      and s.storedAt = (select max(t.storedAt) from ScanEntity t
        where t.accountId = s.accountId and t.state = io.todoku.archive.ScanEntity$ScanState.DONE)
      """)
  List<NewestScan> findNewest(Collection<String> accountIds);

  /** An account whose last ended scan failed. */
  interface FailedScan {
    String getAccountId();

    Instant getFinishedAt();
  }

  /**
   * The accounts whose last scan ended without a snapshot; cancelled scans and rechecks do not
   * count.
   */
  @Query(
      """
      select s.accountId as accountId, s.finishedAt as finishedAt from ScanEntity s
      where s.state = io.todoku.archive.ScanEntity$ScanState.FAILED and s.finishedAt is not null
      and s.recheckTarget is null
      and s.storedAt = (select max(t.storedAt) from ScanEntity t
        where t.accountId = s.accountId and t.recheckTarget is null and t.state in (
          io.todoku.archive.ScanEntity$ScanState.DONE,
          io.todoku.archive.ScanEntity$ScanState.FAILED))
      """)
  List<FailedScan> findFailedLast();

  List<ScanEntity> findByRunId(UUID runId);

  List<ScanEntity> findByState(ScanEntity.ScanState state);

  /** Deletes a scan; foreign keys delete its cells and its snapshot. */
  @Modifying
  @Query("delete from ScanEntity s where s.runId = :runId and s.accountId = :accountId")
  void deleteScan(UUID runId, String accountId);

  /** Locks the scan's row until this transaction ends. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select s from ScanEntity s where s.runId = :runId and s.accountId = :accountId")
  Optional<ScanEntity> lock(UUID runId, String accountId);
}
