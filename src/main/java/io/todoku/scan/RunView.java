package io.todoku.scan;

import io.todoku.collect.Progress.Stage;
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
record RunView(UUID id, List<AccountView> accounts) {

  /**
   * Where an account's part of it stands.
   *
   * @param doing what is being done now, with how many cells of the stage are done; empty where
   *     nothing is
   */
  record AccountView(
      String id, String name, ScanEntity.State state, List<StageView> stages, String doing) {}

  /** Where one stage of an account stands. */
  record StageView(Stage stage, Mark state) {}

  /** What is said of a stage. */
  enum Mark {
    WAITING,
    RUNNING,
    DONE,
    FAILED,
    /** Somebody cancelled the scan before it was done. */
    STOPPED
  }

  /** Whether any account's part of it is running. */
  boolean running() {
    return accounts.stream().anyMatch(account -> account.state() == ScanEntity.State.RUNNING);
  }

  /** Whether somebody stopped a part of it. */
  boolean cancelled() {
    return accounts.stream().anyMatch(account -> account.state() == ScanEntity.State.CANCELLED);
  }

  /**
   * @param cells of all its scans
   * @param doing what this node is doing for a cell; empty where it is not at it
   */
  static AccountView account(
      ScanEntity scan, String name, List<CellEntity> cells, Function<CellId, String> doing) {
    List<StageView> stages =
        Arrays.stream(Stage.values())
            .map(stage -> new StageView(stage, state(scan, stage, cells)))
            .toList();
    return new AccountView(
        scan.accountId,
        name,
        scan.state,
        stages,
        scan.state == ScanEntity.State.RUNNING ? doing(cells, doing) : "");
  }

  private static Mark state(ScanEntity scan, Stage stage, List<CellEntity> cells) {
    if (stage == Stage.RULES) {
      return rules(scan, cells);
    }
    List<CellEntity> its = cells.stream().filter(cell -> cell.source.stage() == stage).toList();
    if (!its.isEmpty() && its.stream().allMatch(CellEntity::done)) {
      return its.stream().anyMatch(cell -> cell.dark) ? Mark.FAILED : Mark.DONE;
    }
    if (scan.state == ScanEntity.State.FAILED || scan.state == ScanEntity.State.CANCELLED) {
      return scan.state == ScanEntity.State.FAILED ? Mark.FAILED : Mark.STOPPED;
    }
    return its.stream().anyMatch(cell -> cell.starts > 0 || cell.done())
        ? Mark.RUNNING
        : Mark.WAITING;
  }

  private static Mark rules(ScanEntity scan, List<CellEntity> cells) {
    return switch (scan.state) {
      case DONE -> Mark.DONE;
      case FAILED -> Mark.FAILED;
      case CANCELLED -> Mark.STOPPED;
      case RUNNING -> {
        Map<Stage, Boolean> done =
            cells.stream()
                .collect(
                    Collectors.toMap(
                        cell -> cell.source.stage(), CellEntity::done, Boolean::logicalAnd));
        yield done.getOrDefault(Stage.SERVERS, false) ? Mark.RUNNING : Mark.WAITING;
      }
    };
  }

  private static String doing(List<CellEntity> cells, Function<CellId, String> doing) {
    List<CellEntity> open = cells.stream().filter(cell -> !cell.done()).toList();
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
