package io.todoku.clientreport;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface SentReportPieceRepository
    extends JpaRepository<SentReportPiece, SentReportPiece.SentReportPieceKey> {

  List<SentReportPiece> findByReportIdOrderByPlace(UUID reportId);
}
