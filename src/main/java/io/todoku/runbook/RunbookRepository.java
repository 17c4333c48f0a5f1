package io.todoku.runbook;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface RunbookRepository extends JpaRepository<RunbookEntity, UUID> {

  List<RunbookEntity> findAllByOrderByMadeAtDescIdDesc();

  List<RunbookEntity> findByAccountId(String accountId);

  /** The watched runbooks that are due, locked until this transaction ends. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  List<RunbookEntity> findByWatchedTrueAndNextObservationAtLessThanEqualOrderById(Instant now);

  /** Locks a runbook until this transaction ends. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select r from RunbookEntity r where r.id = :id")
  Optional<RunbookEntity> findAndLock(UUID id);
}
