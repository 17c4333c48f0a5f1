package io.todoku.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import io.todoku.account.Account;
import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.archive.SnapshotStore;
import io.todoku.collect.SnapshotSplitter;
import io.todoku.scan.cell.CellJobs;
import io.todoku.scan.cell.CellRepository;
import io.todoku.schedule.ScanScheduleJobs;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.convention.TestBean;

/** The machine's clock jumps forward or back during a scan, on a single node. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:clock;DB_CLOSE_DELAY=-1")
class ClockJumpIntegrationTests extends ScanFixture {

  @TestBean com.github.kagkarlsson.scheduler.Clock jobClock;

  @Autowired private Scans scanControl;
  @Autowired private CellRepository cells;
  @Autowired private SnapshotStore snapshots;

  static com.github.kagkarlsson.scheduler.Clock jobClock() {
    return CLOCK::instant;
  }

  @BeforeEach
  void resumeScheduler() {
    scheduler.resume();
  }

  @ParameterizedTest
  @ValueSource(ints = {6, -6})
  void theScanFinishesAndStoresEachCellOnce(int hours) {
    Account account = account(1);
    Snapshot snapshot = SnapshotBuilder.aSnapshot().withSender("192.0.2.7").build();
    CountDownLatch collecting = new CountDownLatch(1);
    CountDownLatch jumped = new CountDownLatch(1);
    doAnswer(
            call -> {
              collecting.countDown();
              jumped.await();
              return SnapshotSplitter.part(snapshot, call.getArgument(0));
            })
        .when(collector)
        .collect(any(), any(), any(), any());
    UUID run = scanControl.start(List.of(account)).run();
    await().atMost(Duration.ofSeconds(60)).until(() -> collecting.getCount() == 0);

    CLOCK.advance(Duration.ofHours(hours));
    jumped.countDown();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> scansOf(account).getFirst().state != ScanState.RUNNING);
    assertThat(scansOf(account))
        .singleElement()
        .satisfies(scan -> assertThat(scan.state).isEqualTo(ScanState.DONE));
    assertThat(cells.findByRunIdAndAccountId(run, account.id()))
        .extracting(cell -> cell.cell().toString())
        .doesNotHaveDuplicates();
    assertThat(snapshots.newestAsCollected(account.id()).orElseThrow().regions())
        .isEqualTo(snapshot.regions());
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(scheduler.getScheduledExecutionsForTask(CellJobs.TASK.getTaskName()))
                .as("no job is left")
                .isEmpty());
  }

  /**
   * The clock is compared with an earlier reading, which may stem from the test before. So the
   * second jump counts: once the first is noticed, the reading is of this test.
   */
  @Test
  void waitingJobsAreMovedBackWithTheClock() {
    var job = ScanScheduleJobs.SCHEDULED_SCAN.instance("a-job-of-this-test").build();
    var earlierJob = ScanScheduleJobs.SCHEDULED_SCAN.instance("an-earlier-job").build();
    Instant earlierTime = CLOCK.instant().plus(Duration.ofHours(1));
    scheduler.schedule(earlierJob, earlierTime);
    CLOCK.advance(Duration.ofHours(-12));
    awaitTime(earlierJob, time -> time.isBefore(earlierTime.minusSeconds(60)));
    scheduler.schedule(job, CLOCK.instant().plus(Duration.ofHours(1)));

    CLOCK.advance(Duration.ofHours(-12));

    awaitTime(job, time -> time.isBefore(CLOCK.instant().plus(Duration.ofMinutes(61))));
    scheduler.cancel(job);
  }

  /** Waits until the job is due at such a time; a job that has run was due. */
  private void awaitTime(TaskInstanceId job, Predicate<Instant> condition) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            scheduler
                .getScheduledExecution(job)
                .map(ScheduledExecution::getExecutionTime)
                .filter(condition.negate())
                .isEmpty());
  }
}
