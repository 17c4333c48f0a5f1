package io.todoku.clientreport;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface ReportScheduleRepository extends JpaRepository<ReportSchedule, UUID> {

  List<ReportSchedule> findAllByOrderByClientAscCreatedAtAsc();

  List<ReportSchedule> findByEnabledTrueAndNextAtLessThanEqual(Instant now);

  /** Locks the row until this transaction ends. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select s from ReportSchedule s where s.id = :id")
  Optional<ReportSchedule> findByIdForUpdate(UUID id);
}
