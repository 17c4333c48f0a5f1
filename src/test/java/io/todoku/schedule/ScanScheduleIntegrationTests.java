package io.todoku.schedule;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.archive.ScanEntity;
import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.locale.InvalidInputException;
import io.todoku.scan.ScanFixture;
import io.todoku.scan.Scans;
import io.todoku.schedule.ScanSchedules.ScheduleRequest;
import io.todoku.testing.ConcurrentCalls;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Schedules start scans, on a clock that the tests move. */
public class ScanScheduleIntegrationTests extends ScanFixture {

  @Autowired private ScanSchedules schedules;
  @Autowired private ScanScheduleRepository repository;
  @Autowired private DueScheduleStarter starter;
  @Autowired private Scans scanControl;
  @Autowired private TransactionTemplate transaction;

  @BeforeEach
  void removeSchedules() {
    repository.findAll().stream().filter(s -> !s.configured).forEach(repository::delete);
  }

  private ScanScheduleEntity add(String account, String client, String schedule) {
    Boolean all = account == null && client == null ? true : null;
    return schedules.add(new ScheduleRequest(account, client, all, schedule, "Asia/Tokyo"), "mika");
  }

  private ScanScheduleEntity reload(ScanScheduleEntity schedule) {
    return repository.findById(schedule.id).orElseThrow();
  }

  private record WaitingScan(ScheduledScanId job, Instant at) {}

  /** The stored jobs of a schedule; each starts the scan of one account. */
  private List<WaitingScan> waitingScans(ScanScheduleEntity schedule) {
    return scheduler
        .getScheduledExecutionsForTask(ScanScheduleJobs.SCHEDULED_SCAN.getTaskName())
        .stream()
        .map(job ->
            new WaitingScan(
                ScheduledScanId.parse(job.getTaskInstance().getId()), job.getExecutionTime()))
        .filter(waiting -> waiting.job.schedule().equals(schedule.id))
        .toList();
  }

  /** Runs a job and removes it, as the scheduler does at its time. */
  private void runJob(WaitingScan waiting) {
    starter.start(waiting.job);
    scheduler.cancel(ScanScheduleJobs.SCHEDULED_SCAN.instance(waiting.job.toString()).build());
  }

  @Test
  void aDueScheduleQueuesOneScanAndSetsItsNextTime() {
    Account account = account(1);
    ScanScheduleEntity schedule = add(account.id(), null, "every 6h");
    assertThat(schedule.nextAt)
        .isBetween(
            CLOCK.instant().plus(ofHours(6)).minusSeconds(60), CLOCK.instant().plus(ofHours(6)));

    starter.startDue();
    assertThat(waitingScans(schedule)).as("not yet").isEmpty();

    CLOCK.advance(ofHours(6).plusSeconds(1));
    Instant due = CLOCK.instant();
    starter.startDue();
    starter.startDue();

    assertThat(waitingScans(schedule))
        .singleElement()
        .satisfies(waiting -> {
          assertThat(waiting.job.account()).isEqualTo(account.id());
          assertThat(waiting.at).isBetween(due, CLOCK.instant().plus(ofMinutes(10)));
        });
    assertThat(reload(schedule).nextAt)
        .isBetween(due.plus(ofHours(6)), CLOCK.instant().plus(ofHours(6)));
    assertThat(reload(schedule).lastAt).isBetween(due, CLOCK.instant());
  }

  @Test
  void theSchedulerStartsAScheduledScanAndTheScanFinishes() {
    Account account = account(1);
    ScanScheduleEntity schedule = add(account.id(), null, "every 6h");
    makeDue(schedule);
    starter.startDue();
    WaitingScan waiting = waitingScans(schedule).getFirst();

    scheduler.resume();
    scheduler.reschedule(
        ScanScheduleJobs.SCHEDULED_SCAN.instance(waiting.job.toString()).build(), Instant.now());

    ScanEntity scan = awaitEnd(account);
    assertThat(scan.state).isEqualTo(ScanState.DONE);
    assertThat(scan.runId).isEqualTo(reload(schedule).lastRun);
  }

  /** Changes the stored time, because jobs follow the real clock and not the one of the test. */
  private void makeDue(ScanScheduleEntity schedule) {
    ScanScheduleEntity stored = reload(schedule);
    stored.nextAt = Instant.now().minusSeconds(1);
    repository.save(stored);
  }

  private ScanEntity awaitEnd(Account account) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> scansOf(account),
            stored -> !stored.isEmpty() && stored.getFirst().state != ScanState.RUNNING)
        .getFirst();
  }

  @Test
  void aCronScheduleIsDueInItsTimeZone() {
    ScanScheduleEntity schedule = add(account(1).id(), null, "0 6 * * *");

    assertThat(schedule.nextAt.atZone(ZoneId.of("Asia/Tokyo")).getHour()).isEqualTo(6);
    assertThat(schedule.nextAt).isBetween(CLOCK.instant(), CLOCK.instant().plus(ofDays(1)));

    CLOCK.advance(Duration.between(CLOCK.instant(), schedule.nextAt));
    starter.startDue();

    assertThat(waitingScans(schedule)).hasSize(1);
    assertThat(reload(schedule).nextAt).isEqualTo(schedule.nextAt.plus(ofDays(1)));
  }

  @Test
  void missedTimesOfThreeDaysAreCaughtUpByOneScan() {
    Account account = account(1);
    ScanScheduleEntity schedule = add(account.id(), null, "every 6h");

    CLOCK.advance(ofDays(3));
    starter.startDue();
    starter.startDue();
    assertThat(waitingScans(schedule)).hasSize(1);
    runJob(waitingScans(schedule).getFirst());
    starter.startDue();

    assertThat(scansOf(account)).hasSize(1);
    assertThat(waitingScans(schedule)).isEmpty();
    assertThat(reload(schedule).nextAt).isAfter(CLOCK.instant().plus(ofHours(5)));
  }

  /** All nodes stopped after the schedule was due and before the job of its account ran. */
  @Test
  void aJobLeftFromBeforeAnOutageIsReplacedByTheScanThatCatchesUp() {
    Account account = account(1);
    ScanScheduleEntity schedule = add(account.id(), null, "every 6h");
    CLOCK.advance(ofHours(6).plusSeconds(1));
    starter.startDue();
    WaitingScan old = waitingScans(schedule).getFirst();

    CLOCK.advance(ofDays(3));
    runJob(old);
    starter.startDue();

    assertThat(scansOf(account)).as("replaced by the scan that catches up").isEmpty();
    runJob(waitingScans(schedule).getFirst());
    assertThat(scansOf(account)).hasSize(1);
    assertThat(waitingScans(schedule)).isEmpty();
  }

  @Test
  void nodesThatFindADueScheduleAtOnceQueueItOnce() throws Exception {
    List<Account> all = IntStream.range(1, 9).mapToObj(this::account).toList();
    ScanScheduleEntity schedule = add(null, CLIENT, "every 6h");
    for (int i = 0; i < 5; i++) {
      CLOCK.advance(ofHours(7));

      ConcurrentCalls.repeat(4, _ -> starter.startDue());

      List<WaitingScan> waiting = waitingScans(schedule);
      assertThat(waiting)
          .extracting(scan -> scan.job.account())
          .containsExactlyInAnyOrderElementsOf(all.stream().map(Account::id).toList());
      assertThat(waiting).extracting(scan -> scan.job.run()).containsOnly(reload(schedule).lastRun);
      waiting.forEach(scan ->
          scheduler.cancel(ScanScheduleJobs.SCHEDULED_SCAN.instance(scan.job.toString()).build()));
    }
  }

  /** {@code kill -9} after the scan was started and before its job was removed. */
  @Test
  void aJobThatRunsAgainStartsNoSecondScan() {
    Account account = account(1);
    ScanScheduleEntity schedule = add(account.id(), null, "every 6h");
    CLOCK.advance(ofHours(7));
    starter.startDue();
    WaitingScan waiting = waitingScans(schedule).getFirst();

    starter.start(waiting.job);
    starter.start(waiting.job);
    assertThat(scansOf(account)).hasSize(1);

    scanControl.cancel(waiting.job.run());
    starter.start(waiting.job);
    assertThat(scansOf(account)).as("nor after the scan has ended").hasSize(1);
  }

  @Test
  void anAccountThatTwoSchedulesCoverIsScannedOnceAtATime() {
    Account account = account(1);
    ScanScheduleEntity one = add(account.id(), null, "every 6h");
    ScanScheduleEntity other = add(null, null, "every 6h");
    CLOCK.advance(ofHours(7));
    starter.startDue();

    runJob(waitingScans(one).getFirst());
    runJob(
        waitingScans(other).stream()
            .filter(waiting -> waiting.job.account().equals(account.id()))
            .findFirst()
            .orElseThrow());

    assertThat(scansOf(account)).hasSize(1);
  }

  @Test
  void aScheduleIsRemovedWithItsAccount() {
    Account account = account(1);
    ScanScheduleEntity schedule = add(account.id(), null, "every 6h");
    ScanScheduleEntity all = add(null, null, "every 6h");
    CLOCK.advance(ofHours(7));
    starter.startDue();
    List<WaitingScan> stored = waitingScans(schedule);
    List<WaitingScan> storedOfAll =
        waitingScans(all).stream().filter(w -> w.job.account().equals(account.id())).toList();

    accounts.remove(account.id());
    assertThat(stored).hasSize(1).allSatisfy(this::runJob);
    assertThat(storedOfAll).hasSize(1).allSatisfy(this::runJob);

    assertThat(repository.findById(schedule.id)).isEmpty();
    assertThat(repository.findById(all.id)).isPresent();
    assertThat(scansOf(account)).isEmpty();
  }

  @Test
  void aScheduleOfAClientWithoutAwsAccountsQueuesNothing() {
    Account account = account(1);
    ScanScheduleEntity schedule = add(null, CLIENT, "every 6h");
    accounts.remove(account.id());
    account("000000000002", new Access.SnapshotsOnly(false));
    CLOCK.advance(ofHours(7));

    starter.startDue();

    assertThat(waitingScans(schedule)).isEmpty();
    assertThat(reload(schedule).nextAt).isAfter(CLOCK.instant());
  }

  @Test
  void aPausedScheduleQueuesNothingAndResumesFromTheCurrentTime() {
    ScanScheduleEntity schedule = add(account(1).id(), null, "every 6h");
    schedules.setEnabled(schedule.id, false);
    CLOCK.advance(ofDays(2));
    starter.startDue();
    assertThat(waitingScans(schedule)).isEmpty();

    schedules.setEnabled(schedule.id, true);
    starter.startDue();

    assertThat(waitingScans(schedule)).as("times missed while paused are not caught up").isEmpty();
    assertThat(reload(schedule).nextAt).isAfter(CLOCK.instant());
  }

  @Test
  void aQueuedScanIsDroppedOnceItsScheduleIsPausedOrCoversAnotherAccount() {
    Account account = account(1);
    Account other = account(2);
    ScanScheduleEntity schedule = add(account.id(), null, "every 6h");
    CLOCK.advance(ofHours(7));
    starter.startDue();
    WaitingScan waiting = waitingScans(schedule).getFirst();

    schedules.setEnabled(schedule.id, false);
    starter.start(waiting.job);
    assertThat(scansOf(account)).isEmpty();

    schedules.setEnabled(schedule.id, true);
    schedules.change(schedule.id, new ScheduleRequest(other.id(), null, null, "every 6h", null));
    starter.start(waiting.job);
    assertThat(scansOf(account)).isEmpty();
    assertThat(scansOf(other)).isEmpty();
  }

  @Test
  void schedulesContinueAfterTheClockIsSetBack() {
    Account account = account(1);
    CLOCK.advance(ofDays(30));
    ScanScheduleEntity daily = add(account.id(), null, "0 6 * * *");
    ScanScheduleEntity often = add(account.id(), null, "every 6h");

    CLOCK.reset();
    starter.startDue();

    assertThat(reload(daily).nextAt).isBetween(CLOCK.instant(), CLOCK.instant().plus(ofDays(1)));
    assertThat(reload(often).nextAt).isBetween(CLOCK.instant(), CLOCK.instant().plus(ofHours(6)));
  }

  @Test
  void aScheduleThatCannotBeReadDoesNotStopTheOthers() {
    Account account = account(1);
    ScanScheduleEntity broken = add(account.id(), null, "every 6h");
    ScanScheduleEntity fine = add(account.id(), null, "every 7h");
    ScanScheduleEntity stored = reload(broken);
    stored.timing = "whenever";
    repository.save(stored);
    CLOCK.advance(ofHours(8));

    starter.startDue();

    assertThat(waitingScans(fine)).hasSize(1);
  }

  @Test
  void aScheduleForUnknownAccountsOrClientsIsRefused() {
    account("000000000003", new Access.SnapshotsOnly(false));
    account(1);

    assertRefused("000000000009", null, "there is no account");
    assertRefused("nobody", null, "there is no account \"nobody\"");
    assertRefused("000000000003", null, "comes from snapshot files only");
    assertRefused(null, "Nobody KK", "no account belongs to client \"Nobody KK\"");
    assertRefused("000000000001", CLIENT, "exactly one of");
  }

  private void assertRefused(String account, String client, String problem) {
    assertThatThrownBy(() -> add(account, client, "every 6h"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void aConfiguredScheduleIsStoredAndKeepsItsTimeAcrossRestarts() {
    ScanScheduleEntity configured =
        repository.findAll().stream().filter(s -> s.configured).findFirst().orElseThrow();
    assertThat(configured.accountId).isEqualTo("999999999999");
    assertThat(configured.timing).isEqualTo("every 12h");

    CLOCK.advance(ofHours(1));
    schedules.importConfiguration();
    assertThat(reload(configured).nextAt).isEqualTo(configured.nextAt);

    ScanSchedules later = schedulesConfiguredAs(Map.of("999999999999", "0 6 * * *"));
    later.importConfiguration();
    assertThat(reload(configured).timing).isEqualTo("0 6 * * *");

    schedulesConfiguredAs(Map.of()).importConfiguration();
    assertThat(repository.findById(configured.id)).isEmpty();

    schedules.importConfiguration();
    assertThat(reload(configured).timing).isEqualTo("every 12h");
  }

  /** The schedules of a node that was started with another configuration file. */
  private ScanSchedules schedulesConfiguredAs(Map<String, String> file) {
    return new ScanSchedules(repository, accounts, new ConfiguredSchedules(file), CLOCK) {
      @Override
      public void importConfiguration() {
        transaction.executeWithoutResult(status -> super.importConfiguration());
      }
    };
  }
}
