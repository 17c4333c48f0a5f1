package io.todoku.runbook;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;

import io.todoku.peers.ConcurrentCalls;
import io.todoku.runbook.Runbooks.StoredRunbook;
import io.todoku.snapshot.SnapshotBuilder;
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

/** Plans that are watched, on a clock that is set forward. */
class RunbookObservationsIntegrationTests extends RunbookStoreFixture {

  private String end(UUID id) {
    List<String> ends = new ArrayList<>();
    looks.finishJob(id, () -> ends.add("again"), () -> ends.add("over"));
    return String.join(" ", ends);
  }

  private static boolean isOver(CountDownLatch latch) {
    try {
      return latch.await(500, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  @Test
  void onlyThoseThatAreWatchedAndDueAreAskedFor() {
    UUID due = beginWatchedRunbook();
    UUID unwatched = beginRunbook();
    UUID noLonger = beginWatchedRunbook();
    runbooks.setWatched(noLonger, false);
    UUID later = beginWatchedRunbook();
    looks.observe(later);

    looks.requestDue();

    assertThat(reload(unwatched).nextObservationAt)
        .as("due by its time")
        .isBeforeOrEqualTo(CLOCK.instant());
    assertThat(reload(later).nextObservationAt).isAfter(CLOCK.instant());
    assertThat(pendingRunbookIds()).containsExactly(due);
  }

  @Test
  void oneThatWasLookedAtIsDueAgainOnceItsLeastTtlIsOver() {
    List.of("example.com MX", "mail.example.com A", "mail2.example.com A")
        .forEach(record ->
            dns.all(
                record, 600, record.endsWith("MX") ? "10 mail" : MigrationScenario.OLD_ADDRESS));
    PLAN.newAddresses()
        .forEach(address -> dns.all(MigrationScenario.ptr(address), 300, "mail2.example.com"));
    dns.all(MigrationScenario.ptr(MigrationScenario.OLD_ADDRESS), 900, "mail.example.com");
    List.of(
            MigrationScenario.SPF,
            MigrationScenario.DKIM,
            "mail.example.com AAAA",
            "mail2.example.com AAAA")
        .forEach(record -> dns.all(record, 600, "something"));
    UUID id = beginWatchedRunbook();
    Instant before = CLOCK.instant();

    looks.observe(id);

    Instant next = reload(id).nextObservationAt;
    assertThat(reload(id).observedAt).isBetween(before, CLOCK.instant());
    assertThat(next).isBetween(before.plusSeconds(300), CLOCK.instant().plusSeconds(300));
    CLOCK.advance(ofSeconds(270));
    looks.requestDue();
    assertThat(pendingJobs()).as("not yet").isEmpty();
    CLOCK.advance(ofSeconds(30));
    looks.requestDue();
    assertThat(pendingRunbookIds()).containsExactly(id);
  }

  @Test
  void theJobExistsOnceHoweverOftenItIsAskedFor() {
    UUID id = beginWatchedRunbook();

    looks.requestDue();
    looks.requestDue();
    looks.request(id);
    looks.request(id);

    assertThat(pendingRunbookIds()).containsExactly(id);
    assertThat(reload(id).observationRequestedAt).isNotNull();
  }

  /** Who asks because a record was changed just now gets a look that began after it. */
  @Test
  void whoAsksWhileALookIsUnderWayGetsAnother() {
    UUID id = beginRunbook();
    looks.request(id);
    StoredRunbook first = runbooks.get(id);
    CLOCK.advance(ofSeconds(1));
    looks.request(id);

    runbooks.recordObservation(first, observe(SnapshotBuilder.aSnapshot()));
    assertThat(reload(id).observationRequestedAt)
        .as("it is still to come")
        .isAfter(first.observationRequestedAt());
    assertThat(reload(id).observedAt).isNotNull();
    assertThat(end(id)).isEqualTo("again");

    runbooks.recordObservation(runbooks.get(id), observe(SnapshotBuilder.aSnapshot()));
    assertThat(reload(id).observationRequestedAt).isNull();
    assertThat(end(id)).isEqualTo("over");
  }

  /** Who mends the plan while a look at it fails does so because it fails. */
  @Test
  void whoAsksWhileALookFailsGetsAnother() {
    UUID id = beginRunbook();
    looks.request(id);
    doAnswer(
            asked -> {
              looks.request(id);
              throw new IllegalStateException("the wire is cut");
            })
        .when(names)
        .collect(any());

    looks.observe(id);

    assertThat(reload(id).failure).contains("the wire is cut");
    assertThat(reload(id).observationRequestedAt).as("it is still to come").isNotNull();
    assertThat(end(id)).isEqualTo("again");
  }

  /** The look has ended and its job has not: what is asked for now finds that job in its way. */
  @Test
  void whoAsksBetweenALookAndTheEndOfItsJobGetsAnother() {
    UUID id = beginRunbook();
    looks.request(id);
    looks.observe(id);
    looks.request(id);
    assertThat(pendingRunbookIds()).as("the job that ends").containsExactly(id);

    assertThat(end(id)).isEqualTo("again");
  }

  /** Of two at once, the one that comes second sees what the first has left. */
  @Test
  void askingWaitsForTheEndOfAJob() throws Exception {
    UUID id = beginRunbook();
    looks.request(id);
    looks.observe(id);
    CountDownLatch ending = new CountDownLatch(1);
    CountDownLatch asking = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> end =
          threads.submit(() ->
              looks.finishJob(
                  id,
                  () -> {},
                  () -> {
                    ending.countDown();
                    assertThat(isOver(asking)).as("it waits").isFalse();
                    pendingJobs().forEach(job -> scheduler.cancel(job.getTaskInstance()));
                  }));
      assertThat(ending.await(30, TimeUnit.SECONDS)).isTrue();
      Future<?> ask =
          threads.submit(() -> {
            looks.request(id);
            asking.countDown();
          });
      end.get(30, TimeUnit.SECONDS);
      ask.get(30, TimeUnit.SECONDS);
    }

    assertThat(pendingRunbookIds()).containsExactly(id);
  }

  @Test
  void nodesThatSeeADueOneAtOnceAskOnce() throws Exception {
    for (int i = 0; i < 5; i++) {
      List<UUID> all = List.of(beginWatchedRunbook(), beginWatchedRunbook(), beginWatchedRunbook());

      ConcurrentCalls.repeat(4, _ -> looks.requestDue());

      assertThat(pendingRunbookIds()).containsExactlyInAnyOrderElementsOf(all);
      resetRunbooks();
    }
  }

  @Test
  void aLookThatFailsIsNotedAndTriedAgainAfterFiveMinutes() {
    UUID id = beginWatchedRunbook();
    doThrow(new IllegalStateException("the wire is cut" + "…".repeat(600)))
        .when(names)
        .collect(any());
    Instant before = CLOCK.instant();

    looks.observe(id);

    assertThat(reload(id).failure).contains("the wire is cut").hasSize(500);
    assertThat(reload(id).observedAt).isNull();
    assertThat(reload(id).nextObservationAt)
        .isBetween(before.plus(ofMinutes(5)), CLOCK.instant().plus(ofMinutes(5)));
    CLOCK.advance(ofMinutes(4));
    looks.requestDue();
    assertThat(pendingJobs()).as("not yet").isEmpty();
    CLOCK.advance(ofMinutes(1));
    looks.requestDue();
    assertThat(pendingRunbookIds()).containsExactly(id);

    scriptNameServers();
    looks.observe(id);
    assertThat(reload(id).failure).isNull();
    assertThat(reload(id).observedAt).isNotNull();
  }

  /** What was seen before stands until something else is. */
  @Test
  void aLookThatFailsLosesNothing() {
    UUID id = beginWatchedRunbook();
    looks.observe(id);
    Instant seen = reload(id).observedAt;
    looks.request(id);
    doThrow(new IllegalStateException("the wire is cut")).when(names).collect(any());

    looks.observe(id);

    assertThat(reload(id).observationRequestedAt).as("none is under way").isNull();
    assertThat(reload(id).observedAt).isEqualTo(seen);
    assertThat(runbooks.get(id).runbook()).isPresent();
  }

  @Test
  void theSchedulerLooksByItself() {
    scheduler.resume();
    CLOCK.reset();
    UUID id = beginWatchedRunbook();

    looks.requestDue();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> reload(id).observedAt != null && pendingJobs().isEmpty());
    assertThat(reload(id).failure).isNull();
    assertThat(runbooks.get(id).runbook().orElseThrow().steps()).isNotEmpty();
  }

  @Test
  void oneThatWasRemovedMeanwhileIsLeftAlone() {
    UUID id = beginWatchedRunbook();
    looks.requestDue();
    runbooks.remove(id);

    looks.observe(id);
    looks.requestDue();

    assertThat(repository.findById(id)).isEmpty();
    assertThat(pendingRunbookIds()).as("only the one that was stored").containsExactly(id);
  }
}
