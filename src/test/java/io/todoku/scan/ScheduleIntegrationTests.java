package io.todoku.scan;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.peers.Together;
import io.todoku.scan.ScanEntity.State;
import io.todoku.scan.ScanSchedules.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Scans by schedule, on a clock that is set forward. */
class ScheduleIntegrationTests extends ScanFixture {

  @Autowired private ScanSchedules schedules;
  @Autowired private ScanScheduleRepository repository;
  @Autowired private ScanScheduleRounds rounds;
  @Autowired private Scans running;
  @Autowired private TransactionTemplate transaction;

  @BeforeEach
  void noSchedules() {
    repository.findAll().stream().filter(s -> !s.configured).forEach(repository::delete);
  }

  private ScanScheduleEntity add(String account, String client, String schedule) {
    return schedules.add(new Wanted(account, client, schedule, "Asia/Tokyo"), "mika");
  }

  private ScanScheduleEntity now(ScanScheduleEntity schedule) {
    return repository.findById(schedule.id).orElseThrow();
  }

  private record Waiting(ScanScheduleJob job, Instant at) {}

  /** The scans that are to be started, each by a job of its own. */
  private List<Waiting> waiting(ScanScheduleEntity schedule) {
    return scheduler.getScheduledExecutionsForTask(ScanScheduleJobs.START.getTaskName()).stream()
        .map(job ->
            new Waiting(
                ScanScheduleJob.parse(job.getTaskInstance().getId()), job.getExecutionTime()))
        .filter(waiting -> waiting.job.schedule().equals(schedule.id))
        .toList();
  }

  /** As the scheduler does when its time has come. */
  private void begin(Waiting waiting) {
    rounds.start(waiting.job);
    scheduler.cancel(ScanScheduleJobs.START.instance(waiting.job.toString()).build());
  }

  @Test
  void aDueScheduleIsTakenOnceAndComesAgain() {
    Account account = account(1);
    ScanScheduleEntity schedule = add(account.id(), null, "every 6h");
    assertThat(schedule.nextAt)
        .isBetween(
            TIME.instant().plus(ofHours(6)).minusSeconds(60), TIME.instant().plus(ofHours(6)));

    rounds.round();
    assertThat(waiting(schedule)).as("not yet").isEmpty();

    TIME.forward(ofHours(6).plusSeconds(1));
    Instant due = TIME.instant();
    rounds.round();
    rounds.round();

    assertThat(waiting(schedule))
        .singleElement()
        .satisfies(waiting -> {
          assertThat(waiting.job.account()).isEqualTo(account.id());
          assertThat(waiting.at).isBetween(due, TIME.instant().plus(ofMinutes(10)));
        });
    assertThat(now(schedule).nextAt)
        .isBetween(due.plus(ofHours(6)), TIME.instant().plus(ofHours(6)));
    assertThat(now(schedule).lastAt).isBetween(due, TIME.instant());
  }

  @Test
  void theSchedulerStartsTheScanAndItRunsToItsEnd() {
    Account account = account(1);
    ScanScheduleEntity schedule = add(account.id(), null, "every 6h");
    makeDue(schedule);
    rounds.round();
    Waiting waiting = waiting(schedule).getFirst();

    scheduler.resume();
    scheduler.reschedule(
        ScanScheduleJobs.START.instance(waiting.job.toString()).build(), Instant.now());

    ScanEntity scan = awaitEnd(account);
    assertThat(scan.state).isEqualTo(State.DONE);
    assertThat(scan.runId).isEqualTo(now(schedule).lastRun);
  }

  /** Without the clock, whose jobs would have to wait for their time. */
  private void makeDue(ScanScheduleEntity schedule) {
    ScanScheduleEntity stored = now(schedule);
    stored.nextAt = Instant.now().minusSeconds(1);
    repository.save(stored);
  }

  private ScanEntity awaitEnd(Account account) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() < end) {
      List<ScanEntity> its = scansOf(account);
      if (!its.isEmpty() && its.getFirst().state != State.RUNNING) {
        return its.getFirst();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    throw new AssertionError("the scan never ended");
  }

  @Test
  void cronIsFollowedInItsZone() {
    ScanScheduleEntity schedule = add(account(1).id(), null, "0 6 * * *");

    assertThat(schedule.nextAt.atZone(ZoneId.of("Asia/Tokyo")).getHour()).isEqualTo(6);
    assertThat(schedule.nextAt).isBetween(TIME.instant(), TIME.instant().plus(ofDays(1)));

    TIME.forward(Duration.between(TIME.instant(), schedule.nextAt));
    rounds.round();

    assertThat(waiting(schedule)).hasSize(1);
    assertThat(now(schedule).nextAt).isEqualTo(schedule.nextAt.plus(ofDays(1)));
  }

  @Test
  void threeMissedDaysAreCaughtUpByOneScan() {
    Account account = account(1);
    ScanScheduleEntity schedule = add(account.id(), null, "every 6h");

    TIME.forward(ofDays(3));
    rounds.round();
    rounds.round();
    assertThat(waiting(schedule)).hasSize(1);
    begin(waiting(schedule).getFirst());
    rounds.round();

    assertThat(scansOf(account)).hasSize(1);
    assertThat(waiting(schedule)).isEmpty();
    assertThat(now(schedule).nextAt).isAfter(TIME.instant().plus(ofHours(5)));
  }

  /** Every node ended after the scan was due and before its account's turn had come. */
  @Test
  void aScanThatWasStillToStartIsCaughtUpWithThoseThatWereMissed() {
    Account account = account(1);
    ScanScheduleEntity schedule = add(account.id(), null, "every 6h");
    TIME.forward(ofHours(6).plusSeconds(1));
    rounds.round();
    Waiting old = waiting(schedule).getFirst();

    TIME.forward(ofDays(3));
    begin(old);
    rounds.round();

    assertThat(scansOf(account)).as("overtaken by the one that catches up").isEmpty();
    begin(waiting(schedule).getFirst());
    assertThat(scansOf(account)).hasSize(1);
    assertThat(waiting(schedule)).isEmpty();
  }

  @Test
  void nodesThatSeeADueScheduleAtOnceTakeItOnce() throws Exception {
    List<Account> all = IntStream.range(1, 9).mapToObj(this::account).toList();
    ScanScheduleEntity schedule = add(null, CLIENT, "every 6h");
    for (int i = 0; i < 5; i++) {
      TIME.forward(ofHours(7));

      Together.many(4, _ -> rounds.round());

      List<Waiting> waiting = waiting(schedule);
      assertThat(waiting)
          .extracting(one -> one.job.account())
          .containsExactlyInAnyOrderElementsOf(all.stream().map(Account::id).toList());
      assertThat(waiting).extracting(one -> one.job.run()).containsOnly(now(schedule).lastRun);
      waiting.forEach(
          one -> scheduler.cancel(ScanScheduleJobs.START.instance(one.job.toString()).build()));
    }
  }

  /** {@code kill -9} after the scan was begun, before its job was done with. */
  @Test
  void aStartThatIsDoneAgainStartsNothing() {
    Account account = account(1);
    ScanScheduleEntity schedule = add(account.id(), null, "every 6h");
    TIME.forward(ofHours(7));
    rounds.round();
    Waiting waiting = waiting(schedule).getFirst();

    rounds.start(waiting.job);
    rounds.start(waiting.job);
    assertThat(scansOf(account)).hasSize(1);

    running.cancel(waiting.job.run());
    rounds.start(waiting.job);
    assertThat(scansOf(account)).as("not even when it is over").hasSize(1);
  }

  @Test
  void anAccountThatIsBeingScannedIsNotScannedTwice() {
    Account account = account(1);
    ScanScheduleEntity one = add(account.id(), null, "every 6h");
    ScanScheduleEntity other = add(null, null, "every 6h");
    TIME.forward(ofHours(7));
    rounds.round();

    begin(waiting(one).getFirst());
    begin(
        waiting(other).stream()
            .filter(waiting -> waiting.job.account().equals(account.id()))
            .findFirst()
            .orElseThrow());

    assertThat(scansOf(account)).hasSize(1);
  }

  @Test
  void aScheduleGoesWithItsAccount() {
    Account account = account(1);
    ScanScheduleEntity schedule = add(account.id(), null, "every 6h");
    ScanScheduleEntity all = add(null, null, "every 6h");
    TIME.forward(ofHours(7));
    rounds.round();
    List<Waiting> stored = waiting(schedule);
    List<Waiting> storedOfAll =
        waiting(all).stream().filter(w -> w.job.account().equals(account.id())).toList();

    accounts.remove(account.id());
    assertThat(stored).hasSize(1).allSatisfy(this::begin);
    assertThat(storedOfAll).hasSize(1).allSatisfy(this::begin);

    assertThat(repository.findById(schedule.id)).isEmpty();
    assertThat(repository.findById(all.id)).isPresent();
    assertThat(scansOf(account)).isEmpty();
  }

  @Test
  void aClientWithoutAccountsKeepsNobodyWaiting() {
    Account account = account(1);
    ScanScheduleEntity schedule = add(null, CLIENT, "every 6h");
    accounts.remove(account.id());
    account("000000000002", new Access.Recorded(false));
    TIME.forward(ofHours(7));

    rounds.round();

    assertThat(waiting(schedule)).isEmpty();
    assertThat(now(schedule).nextAt).isAfter(TIME.instant());
  }

  @Test
  void aPausedScheduleStartsNothingAndGoesOnFromThen() {
    ScanScheduleEntity schedule = add(account(1).id(), null, "every 6h");
    schedules.enable(schedule.id, false);
    TIME.forward(ofDays(2));
    rounds.round();
    assertThat(waiting(schedule)).isEmpty();

    schedules.enable(schedule.id, true);
    rounds.round();

    assertThat(waiting(schedule)).as("what it missed was not wanted").isEmpty();
    assertThat(now(schedule).nextAt).isAfter(TIME.instant());
  }

  @Test
  void whatWasToStartIsNotStartedOncePausedOrMeantForOthers() {
    Account account = account(1);
    Account other = account(2);
    ScanScheduleEntity schedule = add(account.id(), null, "every 6h");
    TIME.forward(ofHours(7));
    rounds.round();
    Waiting waiting = waiting(schedule).getFirst();

    schedules.enable(schedule.id, false);
    rounds.start(waiting.job);
    assertThat(scansOf(account)).isEmpty();

    schedules.enable(schedule.id, true);
    schedules.change(schedule.id, new Wanted(other.id(), null, "every 6h", null));
    rounds.start(waiting.job);
    assertThat(scansOf(account)).isEmpty();
    assertThat(scansOf(other)).isEmpty();
  }

  @Test
  void aClockThatIsSetBackStopsNoSchedule() {
    Account account = account(1);
    TIME.forward(ofDays(30));
    ScanScheduleEntity daily = add(account.id(), null, "0 6 * * *");
    ScanScheduleEntity often = add(account.id(), null, "every 6h");

    TIME.set();
    rounds.round();

    assertThat(now(daily).nextAt).isBetween(TIME.instant(), TIME.instant().plus(ofDays(1)));
    assertThat(now(often).nextAt).isBetween(TIME.instant(), TIME.instant().plus(ofHours(6)));
  }

  @Test
  void oneThatCannotBeFollowedKeepsNoOtherWaiting() {
    Account account = account(1);
    ScanScheduleEntity broken = add(account.id(), null, "every 6h");
    ScanScheduleEntity fine = add(account.id(), null, "every 7h");
    ScanScheduleEntity stored = now(broken);
    stored.timing = "whenever";
    repository.save(stored);
    TIME.forward(ofHours(8));

    rounds.round();

    assertThat(waiting(fine)).hasSize(1);
  }

  @Test
  void whomThereIsNotIsRefused() {
    account("000000000003", new Access.Recorded(false));
    account(1);

    refused("000000000009", null, "there is no account");
    refused("nobody", null, "there is no account \"nobody\"");
    refused("000000000003", null, "known from files only");
    refused(null, "Nobody KK", "no account belongs to client \"Nobody KK\"");
    refused("000000000001", CLIENT, "not both");
  }

  private void refused(String account, String client, String why) {
    assertThatThrownBy(() -> add(account, client, "every 6h"))
        .isInstanceOf(WrongScheduleException.class)
        .hasMessageContaining(why);
  }

  @Test
  void whatTheFileSaysIsTakenOverAndKeepsItsTimeFromStartToStart() {
    ScanScheduleEntity configured =
        repository.findAll().stream().filter(s -> s.configured).findFirst().orElseThrow();
    assertThat(configured.accountId).isEqualTo("999999999999");
    assertThat(configured.timing).isEqualTo("every 12h");

    TIME.forward(ofHours(1));
    schedules.takeOverConfiguration();
    assertThat(now(configured).nextAt).isEqualTo(configured.nextAt);

    ScanSchedules later = with(Map.of("999999999999", "0 6 * * *"));
    later.takeOverConfiguration();
    assertThat(now(configured).timing).isEqualTo("0 6 * * *");

    with(Map.of()).takeOverConfiguration();
    assertThat(repository.findById(configured.id)).isEmpty();

    schedules.takeOverConfiguration();
    assertThat(now(configured).timing).isEqualTo("every 12h");
  }

  /** The node after a start with another file. */
  private ScanSchedules with(Map<String, String> file) {
    return new ScanSchedules(repository, accounts, new ConfiguredSchedules(file), TIME) {
      @Override
      public void takeOverConfiguration() {
        transaction.executeWithoutResult(status -> super.takeOverConfiguration());
      }
    };
  }
}
