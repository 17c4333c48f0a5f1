package io.todoku.scan;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface CellRepository extends JpaRepository<CellEntity, String> {

  List<CellEntity> findByRunIdAndAccountId(UUID runId, String accountId);

  List<CellEntity> findByRunId(UUID runId);
}
