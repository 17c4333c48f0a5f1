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
 * Where a run stands, as it is stored.
 *
 * @param accounts in the order of their names
 */
record RunView(UUID id, List<AccountProgress> accounts) {

  /**
   * Where an account's part of it stands.
   *
   * @param doing what is being done now, with how many cells of the stage are done; empty where
   *     nothing is
   */
  record AccountProgress(
      String id,
      String name,
      ScanEntity.ScanState state,
      List<StageProgress> stages,
      String currentActivity) {}

  /** Where one stage of an account stands. */
  record StageProgress(Stage stage, StageStatus state) {}

  /** What is said of a stage. */
  enum StageStatus {
    WAITING,
    RUNNING,
    DONE,
    FAILED,
    /** Somebody cancelled the scan before it was done. */
    STOPPED
  }

  /** Whether any account's part of it is running. */
  boolean running() {
    return accounts.stream().anyMatch(account -> account.state() == ScanEntity.ScanState.RUNNING);
  }

  /** Whether somebody stopped a part of it. */
  boolean cancelled() {
    return accounts.stream().anyMatch(account -> account.state() == ScanEntity.ScanState.CANCELLED);
  }

  /**
   * @param cells of all its scans
   * @param doing what this node is doing for a cell; empty where it is not at it
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
    List<CellEntity> its = cells.stream().filter(cell -> cell.source.stage() == stage).toList();
    if (!its.isEmpty() && its.stream().allMatch(CellEntity::isDone)) {
      return its.stream().anyMatch(cell -> cell.stageFailed)
          ? StageStatus.FAILED
          : StageStatus.DONE;
    }
    if (scan.state == ScanEntity.ScanState.FAILED || scan.state == ScanEntity.ScanState.CANCELLED) {
      return scan.state == ScanEntity.ScanState.FAILED ? StageStatus.FAILED : StageStatus.STOPPED;
    }
    return its.stream().anyMatch(cell -> cell.starts > 0 || cell.isDone())
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
