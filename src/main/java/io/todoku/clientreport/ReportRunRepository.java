package io.todoku.clientreport;

import io.todoku.clientreport.ReportRun.RunState;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface ReportRunRepository extends JpaRepository<ReportRun, UUID> {

  List<ReportRun> findByScheduleIdOrderByDueAtDesc(UUID schedule, Limit limit);

  boolean existsByScheduleIdAndDueAt(UUID schedule, Instant dueAt);

  /** Locks the rows until this transaction ends. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  List<ReportRun> findByScheduleIdAndState(UUID schedule, RunState state);

  boolean existsByScheduleIdAndState(UUID schedule, RunState state);

  boolean existsByScheduleIdAndDueAtGreaterThan(UUID schedule, Instant after);

  List<ReportRun> findByScheduleIdAndDueAtLessThan(UUID schedule, Instant before);

  /** Locks the row until this transaction ends. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select r from ReportRun r where r.id = :id")
  Optional<ReportRun> findByIdForUpdate(UUID id);
}
