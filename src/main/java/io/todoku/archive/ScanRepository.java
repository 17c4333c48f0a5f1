package io.todoku.archive;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
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

  /** A run of which at least one account's part matches. */
  interface FoundRun {
    UUID getRunId();
  }

  /**
   * Runs of accounts, the one stored last first.
   *
   * @param rank {@link ScanEntity.ScanState#rank} of the whole run; -1 for any
   * @param recheck 1 for rechecks, 0 for scans of whole accounts, -1 for both
   * @param from the earliest start, included
   * @param until the latest start, excluded
   */
  @Query(
      value = "select s.runId as runId " + RUNS + " order by max(s.storedAt) desc, s.runId",
      countQuery = "select count(*) from (select s.runId as runId " + RUNS + ") r")
  Page<FoundRun> findRuns(
      Collection<String> accountIds,
      int rank,
      int recheck,
      Instant from,
      Instant until,
      Pageable page);

  String RUNS =
      """
      from ScanEntity s where s.accountId in :accountIds
      group by s.runId
      having (:rank < 0 or :rank = max(case s.state
          when io.todoku.archive.ScanEntity$ScanState.RUNNING then 3
          when io.todoku.archive.ScanEntity$ScanState.FAILED then 2
          when io.todoku.archive.ScanEntity$ScanState.CANCELLED then 1
          else 0 end))
      and (:recheck < 0 or :recheck = max(case when s.recheckTarget is null then 0 else 1 end))
      and min(s.startedAt) >= :from and min(s.startedAt) < :until
      """;

  List<ScanEntity> findByRunIdIn(Collection<UUID> runIds);

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
