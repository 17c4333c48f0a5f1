package io.todoku.schedule;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface ScanScheduleRepository extends JpaRepository<ScanScheduleEntity, UUID> {

  /** Locks the schedule until this transaction ends. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select s from ScanScheduleEntity s where s.id = :id")
  Optional<ScanScheduleEntity> lock(UUID id);
}
