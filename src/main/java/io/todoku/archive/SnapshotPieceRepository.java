package io.todoku.archive;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface SnapshotPieceRepository
    extends JpaRepository<SnapshotPiece, SnapshotPiece.SnapshotPieceKey> {

  List<SnapshotPiece> findByRunIdAndAccountIdOrderByPlace(UUID runId, String accountId);
}
