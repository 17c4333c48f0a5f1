package io.todoku.scan.cell;

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

/** A cell of a scan as stored. */
@Entity
@Table(name = "scan_cell")
public class CellEntity {

  @Id public String id = "";
  public UUID runId = new UUID(0, 0);
  public String accountId = "";

  @Enumerated(EnumType.STRING)
  public Source source = Source.ACCOUNT;

  public String region = "";

  @Enumerated(EnumType.STRING)
  public CellState state = CellState.WAITING;

  /** Whether this cell made its stage fail. */
  public boolean stageFailed;

  /**
   * Whether a cell that probes mail servers contacted none; null where it is another cell, is not
   * done, or was stored before this was.
   */
  public @Nullable Boolean nothingContacted;

  /** The node that claimed it last. */
  @Nullable String node;

  /** How often it was started: more than once if a node died or the cell failed. */
  public int starts;

  /** How often collecting it failed or took too long. */
  int failures;

  @Nullable Instant startedAt;
  @Nullable Instant finishedAt;

  /** The state of a cell. */
  public enum CellState {
    WAITING,
    RUNNING,
    DONE
  }

  public static CellEntity of(UUID runId, String accountId, Cell cell) {
    CellEntity entity = new CellEntity();
    entity.id = new CellId(runId, accountId, cell).toString();
    entity.runId = runId;
    entity.accountId = accountId;
    entity.source = cell.source();
    entity.region = cell.region();
    return entity;
  }

  public Cell cell() {
    return new Cell(source, region);
  }

  public boolean isDone() {
    return state == CellState.DONE;
  }
}
