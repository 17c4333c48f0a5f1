package io.todoku.scan;

import io.todoku.archive.ScanEntity;
import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.collect.ProgressListener.Stage;
import io.todoku.scan.RunView.CellActivity;
import io.todoku.scan.RunView.StageProgress;
import io.todoku.scan.RunView.StageStatus;
import io.todoku.scan.cell.CellEntity;
import io.todoku.scan.cell.CellId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The stages of an account's scan, derived from its cells.
 *
 * @param cells in their order
 */
record StageStates(ScanEntity scan, List<CellEntity> cells) {

  /** How many servers have answered, and which one is waited for. */
  private static final Pattern SERVERS = Pattern.compile("(\\d+)/(\\d+)(?: (\\S+):(\\d+))?");

  List<StageProgress> all() {
    return Arrays.stream(Stage.values())
        .map(stage -> new StageProgress(stage, status(stage)))
        .toList();
  }

  private StageStatus status(Stage stage) {
    if (stage == Stage.RULES) {
      return rulesStatus();
    }
    List<CellEntity> ofStage = cells.stream().filter(cell -> cell.source.stage() == stage).toList();
    if (!ofStage.isEmpty() && ofStage.stream().allMatch(CellEntity::isDone)) {
      return doneStatus(ofStage);
    }
    if (scan.state == ScanState.FAILED || scan.state == ScanState.CANCELLED) {
      return scan.state == ScanState.FAILED ? StageStatus.FAILED : StageStatus.STOPPED;
    }
    return ofStage.stream().anyMatch(cell -> cell.starts > 0 || cell.isDone())
        ? StageStatus.RUNNING
        : StageStatus.WAITING;
  }

  private static StageStatus doneStatus(List<CellEntity> ofStage) {
    if (ofStage.stream().anyMatch(cell -> cell.stageFailed)) {
      return StageStatus.FAILED;
    }
    return ofStage.stream().allMatch(cell -> Boolean.TRUE.equals(cell.nothingContacted))
        ? StageStatus.NONE_CONTACTED
        : StageStatus.DONE;
  }

  private StageStatus rulesStatus() {
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

  /**
   * What is being done now.
   *
   * @param doing what this node is doing for a cell; empty if it does not run the cell
   */
  CellActivity activity(Function<CellId, String> doing) {
    List<CellEntity> open = cells.stream().filter(cell -> !cell.isDone()).toList();
    if (scan.state != ScanState.RUNNING || open.isEmpty()) {
      return CellActivity.NONE;
    }
    String now =
        open.stream()
            .map(cell -> doing.apply(new CellId(cell.runId, cell.accountId, cell.cell())))
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("");
    Stage stage = open.getFirst().source.stage();
    Matcher servers = SERVERS.matcher(now);
    if (stage == Stage.SERVERS && servers.matches()) {
      return new CellActivity(
          Integer.parseInt(servers.group(1)),
          Integer.parseInt(servers.group(2)),
          "",
          servers.group(3),
          servers.group(4) == null ? 0 : Integer.parseInt(servers.group(4)));
    }
    int all = (int) cells.stream().filter(cell -> cell.source.stage() == stage).count();
    return all > 1
        ? new CellActivity(all - open.size(), all, now, null, 0)
        : new CellActivity(0, 0, now, null, 0);
  }
}
