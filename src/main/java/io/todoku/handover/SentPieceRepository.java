package io.todoku.handover;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface SentPieceRepository extends JpaRepository<SentPiece, SentPiece.Key> {

  List<SentPiece> findByReportIdOrderByPlace(UUID reportId);
}
