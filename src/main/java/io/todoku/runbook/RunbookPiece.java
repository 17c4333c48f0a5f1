package io.todoku.runbook;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;

/** A piece of a part of a {@link RunbookEntity}; {@code place} counts from 0. */
@Entity
@Table(name = "runbook_piece")
@IdClass(RunbookPiece.RunbookPieceKey.class)
class RunbookPiece {

  @Id UUID runbookId = new UUID(0, 0);
  @Id String part = "";
  @Id int place;
  byte[] bytes = {};

  /** A piece's name within all runbooks. */
  record RunbookPieceKey(UUID runbookId, String part, int place) implements Serializable {}
}
