package io.todoku.scan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface ScanRepository extends JpaRepository<ScanEntity, ScanEntity.Key> {

  Optional<ScanEntity> findFirstByAccountIdAndStateOrderByStoredAtDesc(
      String accountId, ScanEntity.State state);

  Optional<ScanEntity> findFirstByAccountIdAndStateNotOrderByStoredAtDesc(
      String accountId, ScanEntity.State state);

  List<ScanEntity> findByRunId(UUID runId);

  @Modifying
  @Query(
      "update ScanEntity s set s.state = io.todoku.scan.ScanEntity.State.FAILED, s.finishedAt = :now, s.storedAt = :now"
          + " where s.state = io.todoku.scan.ScanEntity.State.RUNNING")
  int failRunning(Instant now);
}
