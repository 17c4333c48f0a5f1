package io.todoku.scan;

import io.todoku.collect.Cell;
import io.todoku.collect.Cell.Source;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a cell of a scan is stored. */
@Entity
@Table(name = "scan_cell")
class CellEntity {

  @Id String id = "";
  UUID runId = new UUID(0, 0);
  String accountId = "";

  @Enumerated(EnumType.STRING)
  Source source = Source.ACCOUNT;

  String region = "";

  @Enumerated(EnumType.STRING)
  CellState state = CellState.WAITING;

  /** Whether its stage has failed by it. */
  boolean stageFailed;

  /** Which node took it last. */
  @Nullable String node;

  /** How often it was taken up: more than once where a node died, or the cell failed. */
  int starts;

  /** How often collecting it broke or took too long. */
  int failures;

  @Nullable Instant startedAt;
  @Nullable Instant finishedAt;

  /** Where it stands. */
  enum CellState {
    WAITING,
    RUNNING,
    DONE
  }

  static CellEntity of(UUID runId, String accountId, Cell cell) {
    CellEntity entity = new CellEntity();
    entity.id = new CellId(runId, accountId, cell).toString();
    entity.runId = runId;
    entity.accountId = accountId;
    entity.source = cell.source();
    entity.region = cell.region();
    return entity;
  }

  Cell cell() {
    return new Cell(source, region);
  }

  boolean isDone() {
    return state == CellState.DONE;
  }
}
