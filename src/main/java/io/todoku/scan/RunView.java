package io.todoku.scan;

import io.todoku.archive.ScanEntity;
import io.todoku.collect.ProgressListener.Stage;
import io.todoku.scan.cell.CellEntity;
import io.todoku.scan.cell.CellId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The stored state of a run.
 *
 * @param accounts by name
 */
record RunView(UUID id, List<AccountProgress> accounts) {

  /**
   * The state of an account's part of a run.
   *
   * @param activity what is being done now and how many cells of the stage are done; empty if
   *     nothing is
   */
  record AccountProgress(
      String id,
      String name,
      ScanEntity.ScanState state,
      List<StageProgress> stages,
      String currentActivity) {}

  /** The state of one stage of an account's scan. */
  record StageProgress(Stage stage, StageStatus state) {}

  /** The states of a stage. */
  enum StageStatus {
    WAITING,
    RUNNING,
    DONE,
    FAILED,
    /** The scan was cancelled before the stage was done. */
    STOPPED
  }

  /** Whether the scan of any account is running. */
  boolean running() {
    return accounts.stream().anyMatch(account -> account.state() == ScanEntity.ScanState.RUNNING);
  }

  /** Whether the scan of any account was cancelled. */
  boolean cancelled() {
    return accounts.stream().anyMatch(account -> account.state() == ScanEntity.ScanState.CANCELLED);
  }

  /**
   * @param cells those of the account's scan
   * @param activity what this node is doing for a cell; empty if it does not run the cell
   */
  static AccountProgress account(
      ScanEntity scan, String name, List<CellEntity> cells, Function<CellId, String> doing) {
    List<StageProgress> stages =
        Arrays.stream(Stage.values())
            .map(stage -> new StageProgress(stage, stageStatus(scan, stage, cells)))
            .toList();
    return new AccountProgress(
        scan.accountId,
        name,
        scan.state,
        stages,
        scan.state == ScanEntity.ScanState.RUNNING ? findCurrentActivity(cells, doing) : "");
  }

  private static StageStatus stageStatus(ScanEntity scan, Stage stage, List<CellEntity> cells) {
    if (stage == Stage.RULES) {
      return rulesStatus(scan, cells);
    }
    List<CellEntity> ofStage = cells.stream().filter(cell -> cell.source.stage() == stage).toList();
    if (!ofStage.isEmpty() && ofStage.stream().allMatch(CellEntity::isDone)) {
      return ofStage.stream().anyMatch(cell -> cell.stageFailed)
          ? StageStatus.FAILED
          : StageStatus.DONE;
    }
    if (scan.state == ScanEntity.ScanState.FAILED || scan.state == ScanEntity.ScanState.CANCELLED) {
      return scan.state == ScanEntity.ScanState.FAILED ? StageStatus.FAILED : StageStatus.STOPPED;
    }
    return ofStage.stream().anyMatch(cell -> cell.starts > 0 || cell.isDone())
        ? StageStatus.RUNNING
        : StageStatus.WAITING;
  }

  private static StageStatus rulesStatus(ScanEntity scan, List<CellEntity> cells) {
    return switch (scan.state) {
      case DONE -> StageStatus.DONE;
      case FAILED -> StageStatus.FAILED;
      case CANCELLED -> StageStatus.STOPPED;
      case RUNNING -> {
        Map<Stage, Boolean> done =
            cells.stream()
                .collect(
                    Collectors.toMap(
                        cell -> cell.source.stage(), CellEntity::isDone, Boolean::logicalAnd));
        yield done.getOrDefault(Stage.SERVERS, false) ? StageStatus.RUNNING : StageStatus.WAITING;
      }
    };
  }

  private static String findCurrentActivity(
      List<CellEntity> cells, Function<CellId, String> doing) {
    List<CellEntity> open = cells.stream().filter(cell -> !cell.isDone()).toList();
    if (open.isEmpty()) {
      return "";
    }
    Stage stage = open.getFirst().source.stage();
    long all = cells.stream().filter(cell -> cell.source.stage() == stage).count();
    String now =
        open.stream()
            .map(cell -> doing.apply(new CellId(cell.runId, cell.accountId, cell.cell())))
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("");
    return all > 1 ? (all - open.size()) + "/" + all + " " + now : now;
  }
}
