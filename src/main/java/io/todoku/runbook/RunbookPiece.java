package io.todoku.runbook;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;

/** A piece of a part of a {@link RunbookEntity}, such as its plan; {@code place} counts from 0. */
@Entity
@Table(name = "runbook_piece")
@IdClass(RunbookPiece.RunbookPieceKey.class)
class RunbookPiece {

  @Id UUID runbookId = new UUID(0, 0);
  @Id String part = "";
  @Id int place;
  byte[] bytes = {};

  /** The primary key of a piece. */
  record RunbookPieceKey(UUID runbookId, String part, int place) implements Serializable {}
}
