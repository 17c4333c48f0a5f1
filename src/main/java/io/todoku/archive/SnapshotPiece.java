package io.todoku.archive;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;

/** A piece of a stored snapshot; {@code place} counts from 0. */
@Entity
@Table(name = "snapshot_piece")
@IdClass(SnapshotPiece.SnapshotPieceKey.class)
class SnapshotPiece {

  @Id UUID runId = new UUID(0, 0);
  @Id String accountId = "";
  @Id int place;
  byte[] bytes = {};

  /** A piece's name within all scans. */
  record SnapshotPieceKey(UUID runId, String accountId, int place) implements Serializable {}
}
