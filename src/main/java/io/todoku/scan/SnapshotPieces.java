package io.todoku.scan;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface SnapshotPieces extends JpaRepository<SnapshotPiece, SnapshotPiece.Key> {

  List<SnapshotPiece> findByRunIdAndAccountIdOrderByPlace(UUID runId, String accountId);
}
