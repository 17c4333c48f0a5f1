package io.todoku.archive;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;

/** One piece of a stored snapshot; {@code place} counts from 0. */
@Entity
@Table(name = "snapshot_piece")
@IdClass(SnapshotPiece.SnapshotPieceKey.class)
class SnapshotPiece {

  @Id UUID runId = new UUID(0, 0);
  @Id String accountId = "";
  @Id int place;
  byte[] bytes = {};

  /** The primary key: a scan and the place of the piece. */
  record SnapshotPieceKey(UUID runId, String accountId, int place) implements Serializable {}
}
