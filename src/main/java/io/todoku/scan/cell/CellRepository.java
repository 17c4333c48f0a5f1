package io.todoku.scan.cell;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

public interface CellRepository extends JpaRepository<CellEntity, String> {

  List<CellEntity> findByRunIdAndAccountId(UUID runId, String accountId);

  List<CellEntity> findByRunId(UUID runId);
}
