package io.todoku.clientreport;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;

/** A piece of the file of a {@link SentReport}; {@code place} counts from 0. */
@Entity
@Table(name = "sent_report_piece")
@IdClass(SentReportPiece.SentReportPieceKey.class)
class SentReportPiece {

  /** H2 takes at most 1 MiB into a binary column. */
  static final int LENGTH = 512 * 1024;

  @Id UUID reportId = new UUID(0, 0);
  @Id int place;
  byte[] bytes = {};

  /** A piece's name within all reports. */
  record SentReportPieceKey(UUID reportId, int place) implements Serializable {}
}
