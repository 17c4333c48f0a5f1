package io.todoku.scan.cell;

import io.todoku.collect.Cell;
import java.util.UUID;

/** Identifies a cell; its text is also the id of its job. */
public record CellId(UUID runId, String accountId, Cell cell) {

  static CellId parse(String text) {
    String[] parts = text.split("/", -1);
    return new CellId(
        UUID.fromString(parts[0]), parts[1], new Cell(Cell.Source.valueOf(parts[2]), parts[3]));
  }

  @Override
  public String toString() {
    return String.join("/", runId.toString(), accountId, cell.source().name(), cell.region());
  }
}
