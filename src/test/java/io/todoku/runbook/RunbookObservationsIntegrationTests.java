package io.todoku.runbook;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;

import io.todoku.runbook.Runbooks.StoredRunbook;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.testing.ConcurrentCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Requested and watched observations, on a clock that tests set forward. */
class RunbookObservationsIntegrationTests extends RunbookStoreFixture {

  private String finishJob(UUID id) {
    List<String> ends = new ArrayList<>();
    observations.finishJob(id, () -> ends.add("reschedule"), () -> ends.add("remove"));
    return String.join(" ", ends);
  }

  private static boolean isOver(CountDownLatch latch) {
    try {
      return latch.await(500, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void onlyWatchedRunbooksThatAreDueAreObserved() {
    UUID due = beginWatchedRunbook();
    UUID unwatched = beginRunbook();
    UUID noLonger = beginWatchedRunbook();
    runbooks.setWatched(noLonger, false);
    UUID later = beginWatchedRunbook();
    observations.observe(later);

    observations.requestDue();

    assertThat(reload(unwatched).nextObservationAt)
        .as("due but not watched")
        .isBeforeOrEqualTo(CLOCK.instant());
    assertThat(reload(later).nextObservationAt).isAfter(CLOCK.instant());
    assertThat(pendingRunbookIds()).containsExactly(due);
  }

  @Test
  void aRunbookIsDueAgainAfterItsShortestTtl() {
    List.of("example.com MX", "mail.example.com A", "mail2.example.com A")
        .forEach(record ->
            dns.publish(
                record, 600, record.endsWith("MX") ? "10 mail" : MigrationScenario.OLD_ADDRESS));
    PLAN.newAddresses()
        .forEach(address -> dns.publish(MigrationScenario.ptr(address), 300, "mail2.example.com"));
    dns.publish(MigrationScenario.ptr(MigrationScenario.OLD_ADDRESS), 900, "mail.example.com");
    List.of(
            MigrationScenario.SPF,
            MigrationScenario.DKIM,
            "mail.example.com AAAA",
            "mail2.example.com AAAA")
        .forEach(record -> dns.publish(record, 600, "something"));
    UUID id = beginWatchedRunbook();
    Instant before = CLOCK.instant();

    observations.observe(id);

    Instant next = reload(id).nextObservationAt;
    assertThat(reload(id).observedAt).isBetween(before, CLOCK.instant());
    assertThat(next).isBetween(before.plusSeconds(300), CLOCK.instant().plusSeconds(300));
    CLOCK.advance(ofSeconds(270));
    observations.requestDue();
    assertThat(pendingJobs()).as("not yet").isEmpty();
    CLOCK.advance(ofSeconds(30));
    observations.requestDue();
    assertThat(pendingRunbookIds()).containsExactly(id);
  }

  @Test
  void repeatedRequestsScheduleOneJob() {
    UUID id = beginWatchedRunbook();

    observations.requestDue();
    observations.requestDue();
    observations.request(id);
    observations.request(id);

    assertThat(pendingRunbookIds()).containsExactly(id);
    assertThat(reload(id).observationRequestedAt).isNotNull();
  }

  /** A user who has just changed a record gets an observation that began after that. */
  @Test
  void aRequestDuringAnObservationLeadsToAnotherOne() {
    UUID id = beginRunbook();
    observations.request(id);
    StoredRunbook first = runbooks.get(id);
    CLOCK.advance(ofSeconds(1));
    observations.request(id);

    runbooks.recordObservation(first, observe(SnapshotBuilder.aSnapshot()));
    assertThat(reload(id).observationRequestedAt)
        .as("the later request")
        .isAfter(first.observationRequestedAt());
    assertThat(reload(id).observedAt).isNotNull();
    assertThat(finishJob(id)).isEqualTo("reschedule");

    runbooks.recordObservation(runbooks.get(id), observe(SnapshotBuilder.aSnapshot()));
    assertThat(reload(id).observationRequestedAt).isNull();
    assertThat(finishJob(id)).isEqualTo("remove");
  }

  /** A request may come from a user who corrects the plan because its observation fails. */
  @Test
  void aRequestDuringAFailingObservationLeadsToAnotherOne() {
    UUID id = beginRunbook();
    observations.request(id);
    doAnswer(
            call -> {
              observations.request(id);
              throw new IllegalStateException("the network is down");
            })
        .when(names)
        .collect(any());

    observations.observe(id);

    assertThat(reload(id).failure).contains("the network is down");
    assertThat(reload(id).observationRequestedAt).as("the later request").isNotNull();
    assertThat(finishJob(id)).isEqualTo("reschedule");
  }

  /**
   * The observation has ended and its job has not, so the job exists already when another is
   * requested.
   */
  @Test
  void aRequestBetweenAnObservationAndTheEndOfItsJobLeadsToAnotherOne() {
    UUID id = beginRunbook();
    observations.request(id);
    observations.observe(id);
    observations.request(id);
    assertThat(pendingRunbookIds()).as("the job that ends").containsExactly(id);

    assertThat(finishJob(id)).isEqualTo("reschedule");
  }

  /** The second of two simultaneous transactions sees the result of the first. */
  @Test
  void aRequestWaitsForTheEndOfTheJob() throws Exception {
    UUID id = beginRunbook();
    observations.request(id);
    observations.observe(id);
    CountDownLatch finishing = new CountDownLatch(1);
    CountDownLatch requested = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> end =
          threads.submit(() ->
              observations.finishJob(
                  id,
                  () -> {},
                  () -> {
                    finishing.countDown();
                    assertThat(isOver(requested)).as("the request waits").isFalse();
                    pendingJobs().forEach(job -> scheduler.cancel(job.getTaskInstance()));
                  }));
      assertThat(finishing.await(30, TimeUnit.SECONDS)).isTrue();
      Future<?> request =
          threads.submit(() -> {
            observations.request(id);
            requested.countDown();
          });
      end.get(30, TimeUnit.SECONDS);
      request.get(30, TimeUnit.SECONDS);
    }

    assertThat(pendingRunbookIds()).containsExactly(id);
  }

  @Test
  void severalNodesRequestADueObservationOnce() throws Exception {
    for (int i = 0; i < 5; i++) {
      List<UUID> due = List.of(beginWatchedRunbook(), beginWatchedRunbook(), beginWatchedRunbook());

      ConcurrentCalls.repeat(4, _ -> observations.requestDue());

      assertThat(pendingRunbookIds()).containsExactlyInAnyOrderElementsOf(due);
      pauseJobsAndResetClock();
      resetRunbooks();
    }
  }

  @Test
  void aFailedObservationIsRecordedAndRetriedAfterFiveMinutes() {
    UUID id = beginWatchedRunbook();
    doThrow(new IllegalStateException("the network is down" + "…".repeat(600)))
        .when(names)
        .collect(any());
    Instant before = CLOCK.instant();

    observations.observe(id);

    assertThat(reload(id).failure).contains("the network is down").hasSize(500);
    assertThat(reload(id).observedAt).isNull();
    assertThat(reload(id).nextObservationAt)
        .isBetween(before.plus(ofMinutes(5)), CLOCK.instant().plus(ofMinutes(5)));
    CLOCK.advance(ofMinutes(4));
    observations.requestDue();
    assertThat(pendingJobs()).as("not yet").isEmpty();
    CLOCK.advance(ofMinutes(1));
    observations.requestDue();
    assertThat(pendingRunbookIds()).containsExactly(id);

    scriptNameServers();
    observations.observe(id);
    assertThat(reload(id).failure).isNull();
    assertThat(reload(id).observedAt).isNotNull();
  }

  /** An observation counts until a later one succeeds. */
  @Test
  void aFailedObservationKeepsTheEarlierOne() {
    UUID id = beginWatchedRunbook();
    observations.observe(id);
    Instant observation = reload(id).observedAt;
    observations.request(id);
    doThrow(new IllegalStateException("the network is down")).when(names).collect(any());

    observations.observe(id);

    assertThat(reload(id).observationRequestedAt).as("no observation is pending").isNull();
    assertThat(reload(id).observedAt).isEqualTo(observation);
    assertThat(runbooks.get(id).runbook()).isPresent();
  }

  @Test
  void theSchedulerObservesAWatchedRunbook() {
    scheduler.resume();
    CLOCK.reset();
    UUID id = beginWatchedRunbook();

    observations.requestDue();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> reload(id).observedAt != null && pendingJobs().isEmpty());
    assertThat(reload(id).failure).isNull();
    assertThat(runbooks.get(id).runbook().orElseThrow().steps()).isNotEmpty();
  }

  @Test
  void aRemovedRunbookIsNotObserved() {
    UUID id = beginWatchedRunbook();
    observations.requestDue();
    runbooks.remove(id);

    observations.observe(id);
    observations.requestDue();

    assertThat(repository.findById(id)).isEmpty();
    assertThat(pendingRunbookIds()).as("only the one that was stored").containsExactly(id);
  }
}
