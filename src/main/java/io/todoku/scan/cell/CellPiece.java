package io.todoku.scan.cell;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** One piece of what a cell collected; {@code place} counts from 0. */
@Entity
@Table(name = "cell_piece")
@IdClass(CellPiece.CellPieceKey.class)
class CellPiece {

  @Id String cellId = "";
  @Id int place;
  byte[] bytes = {};

  /** The primary key: a cell and the place of the piece. */
  record CellPieceKey(String cellId, int place) implements Serializable {}
}
