package io.todoku.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.archive.ScanEntity;
import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.collect.Cell;
import io.todoku.collect.ProgressListener.Stage;
import io.todoku.scan.RunView.CellActivity;
import io.todoku.scan.RunView.StageProgress;
import io.todoku.scan.RunView.StageStatus;
import io.todoku.scan.cell.CellEntity;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Stages and activities of a running scan. */
class StageStatesTests {

  private static final UUID RUN = UUID.randomUUID();

  private final ScanEntity scan = new ScanEntity();
  private final List<CellEntity> cells = new ArrayList<>();

  private StageStatesTests cell(Cell cell, boolean done) {
    CellEntity entity = CellEntity.of(RUN, "111111111111", cell);
    entity.starts = 1;
    if (done) {
      entity.state = CellEntity.CellState.DONE;
    }
    cells.add(entity);
    return this;
  }

  private CellActivity activity(String doing) {
    return new StageStates(scan, cells).activity(_ -> doing);
  }

  @Test
  void aServerThatDoesNotAnswerIsNamedWithItsPort() {
    cell(Cell.of(Cell.Source.ACCOUNT), true).cell(Cell.of(Cell.Source.DNS), true);
    cell(Cell.of(Cell.Source.SERVERS), false);

    assertThat(activity("20/22 198.51.100.7:25"))
        .isEqualTo(new CellActivity(20, 22, "", "198.51.100.7", 25));
    assertThat(activity("20/22 2001:db8::7:25").host()).isEqualTo("2001:db8::7");
    assertThat(activity("22/22")).isEqualTo(new CellActivity(22, 22, "", null, 0));
  }

  @Test
  void regionsAreCounted() {
    cell(Cell.of(Cell.Source.ACCOUNT), true).cell(Cell.of("eu-west-1"), true);
    cell(Cell.of("eu-west-2"), false);

    assertThat(activity("DescribeAddresses eu-west-2"))
        .isEqualTo(new CellActivity(2, 3, "DescribeAddresses eu-west-2", null, 0));
  }

  private StageStatus servers(@Nullable Boolean nothingContacted, boolean failed) {
    cells.clear();
    cell(Cell.of(Cell.Source.SERVERS), true);
    cells.getFirst().nothingContacted = nothingContacted;
    cells.getFirst().stageFailed = failed;
    return new StageStates(scan, cells)
        .all().stream()
            .filter(stage -> stage.stage() == Stage.SERVERS)
            .map(StageProgress::state)
            .findFirst()
            .orElseThrow();
  }

  @Test
  void whereNoServerWasContactedTheStageSaysSo() {
    assertThat(servers(true, false)).isEqualTo(StageStatus.NONE_CONTACTED);
    assertThat(servers(false, false)).isEqualTo(StageStatus.DONE);
    assertThat(servers(null, false)).as("stored by an older release").isEqualTo(StageStatus.DONE);
    assertThat(servers(true, true)).isEqualTo(StageStatus.FAILED);
  }

  @Test
  void nothingIsDoneOnceTheScanHasEnded() {
    cell(Cell.of(Cell.Source.SERVERS), false);
    scan.state = ScanState.CANCELLED;

    assertThat(activity("0/1 198.51.100.7:25")).isEqualTo(CellActivity.NONE);
    assertThat(new StageStates(scan, cells).all())
        .extracting(StageProgress::state)
        .containsOnly(StageStatus.STOPPED);
  }
}
