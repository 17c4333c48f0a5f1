package io.todoku.runbook;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;

import io.todoku.peers.Together;
import io.todoku.rule.World;
import io.todoku.runbook.Runbooks.Kept;
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
class RunbookLooksIntegrationTests extends RunbookFixture {

  private String end(UUID id) {
    List<String> ends = new ArrayList<>();
    looks.end(id, () -> ends.add("again"), () -> ends.add("over"));
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
    UUID due = watched();
    UUID unwatched = begun();
    UUID noLonger = watched();
    runbooks.watch(noLonger, false);
    UUID later = watched();
    looks.look(later);

    looks.round();

    assertThat(now(unwatched).nextAt).as("due by its time").isBeforeOrEqualTo(TIME.instant());
    assertThat(now(later).nextAt).isAfter(TIME.instant());
    assertThat(toBeLookedAt()).containsExactly(due);
  }

  @Test
  void oneThatWasLookedAtIsDueAgainOnceItsLeastTtlIsOver() {
    List.of("example.com MX", "mail.example.com A", "mail2.example.com A")
        .forEach(record -> dns.all(record, 600, record.endsWith("MX") ? "10 mail" : Scenery.OLD));
    PLAN.newAddresses().forEach(address -> dns.all(Scenery.ptr(address), 300, "mail2.example.com"));
    dns.all(Scenery.ptr(Scenery.OLD), 900, "mail.example.com");
    List.of(Scenery.SPF, Scenery.DKIM, "mail.example.com AAAA", "mail2.example.com AAAA")
        .forEach(record -> dns.all(record, 600, "something"));
    UUID id = watched();
    Instant before = TIME.instant();

    looks.look(id);

    Instant next = now(id).nextAt;
    assertThat(now(id).seenAt).isBetween(before, TIME.instant());
    assertThat(next).isBetween(before.plusSeconds(300), TIME.instant().plusSeconds(300));
    TIME.forward(ofSeconds(270));
    looks.round();
    assertThat(jobs()).as("not yet").isEmpty();
    TIME.forward(ofSeconds(30));
    looks.round();
    assertThat(toBeLookedAt()).containsExactly(id);
  }

  @Test
  void theJobExistsOnceHoweverOftenItIsAskedFor() {
    UUID id = watched();

    looks.round();
    looks.round();
    looks.ask(id);
    looks.ask(id);

    assertThat(toBeLookedAt()).containsExactly(id);
    assertThat(now(id).askedAt).isNotNull();
  }

  /** Who asks because a record was changed just now gets a look that began after it. */
  @Test
  void whoAsksWhileALookIsUnderWayGetsAnother() {
    UUID id = begun();
    looks.ask(id);
    Kept first = runbooks.get(id);
    TIME.forward(ofSeconds(1));
    looks.ask(id);

    runbooks.seen(first, seen(World.aSnapshot()));
    assertThat(now(id).askedAt).as("it is still to come").isAfter(first.entity().askedAt);
    assertThat(now(id).seenAt).isNotNull();
    assertThat(end(id)).isEqualTo("again");

    runbooks.seen(runbooks.get(id), seen(World.aSnapshot()));
    assertThat(now(id).askedAt).isNull();
    assertThat(end(id)).isEqualTo("over");
  }

  /** Who mends the plan while a look at it fails does so because it fails. */
  @Test
  void whoAsksWhileALookFailsGetsAnother() {
    UUID id = begun();
    looks.ask(id);
    doAnswer(
            asked -> {
              looks.ask(id);
              throw new IllegalStateException("the wire is cut");
            })
        .when(names)
        .look(any());

    looks.look(id);

    assertThat(now(id).failure).contains("the wire is cut");
    assertThat(now(id).askedAt).as("it is still to come").isNotNull();
    assertThat(end(id)).isEqualTo("again");
  }

  /** The look has ended and its job has not: what is asked for now finds that job in its way. */
  @Test
  void whoAsksBetweenALookAndTheEndOfItsJobGetsAnother() {
    UUID id = begun();
    looks.ask(id);
    looks.look(id);
    looks.ask(id);
    assertThat(toBeLookedAt()).as("the job that ends").containsExactly(id);

    assertThat(end(id)).isEqualTo("again");
  }

  /** Of two at once, the one that comes second sees what the first has left. */
  @Test
  void askingWaitsForTheEndOfAJob() throws Exception {
    UUID id = begun();
    looks.ask(id);
    looks.look(id);
    CountDownLatch ending = new CountDownLatch(1);
    CountDownLatch asking = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> end =
          threads.submit(() ->
              looks.end(
                  id,
                  () -> {},
                  () -> {
                    ending.countDown();
                    assertThat(isOver(asking)).as("it waits").isFalse();
                    jobs().forEach(job -> scheduler.cancel(job.getTaskInstance()));
                  }));
      assertThat(ending.await(30, TimeUnit.SECONDS)).isTrue();
      Future<?> ask =
          threads.submit(() -> {
            looks.ask(id);
            asking.countDown();
          });
      end.get(30, TimeUnit.SECONDS);
      ask.get(30, TimeUnit.SECONDS);
    }

    assertThat(toBeLookedAt()).containsExactly(id);
  }

  @Test
  void nodesThatSeeADueOneAtOnceAskOnce() throws Exception {
    for (int i = 0; i < 5; i++) {
      List<UUID> all = List.of(watched(), watched(), watched());

      Together.many(4, _ -> looks.round());

      assertThat(toBeLookedAt()).containsExactlyInAnyOrderElementsOf(all);
      fresh();
    }
  }

  @Test
  void aLookThatFailsIsNotedAndTriedAgainAfterFiveMinutes() {
    UUID id = watched();
    doThrow(new IllegalStateException("the wire is cut" + "…".repeat(600))).when(names).look(any());
    Instant before = TIME.instant();

    looks.look(id);

    assertThat(now(id).failure).contains("the wire is cut").hasSize(500);
    assertThat(now(id).seenAt).isNull();
    assertThat(now(id).nextAt)
        .isBetween(before.plus(ofMinutes(5)), TIME.instant().plus(ofMinutes(5)));
    TIME.forward(ofMinutes(4));
    looks.round();
    assertThat(jobs()).as("not yet").isEmpty();
    TIME.forward(ofMinutes(1));
    looks.round();
    assertThat(toBeLookedAt()).containsExactly(id);

    namesAnswer();
    looks.look(id);
    assertThat(now(id).failure).isNull();
    assertThat(now(id).seenAt).isNotNull();
  }

  /** What was seen before stands until something else is. */
  @Test
  void aLookThatFailsLosesNothing() {
    UUID id = watched();
    looks.look(id);
    Instant seen = now(id).seenAt;
    looks.ask(id);
    doThrow(new IllegalStateException("the wire is cut")).when(names).look(any());

    looks.look(id);

    assertThat(now(id).askedAt).as("none is under way").isNull();
    assertThat(now(id).seenAt).isEqualTo(seen);
    assertThat(runbooks.get(id).runbook()).isPresent();
  }

  @Test
  void theSchedulerLooksByItself() {
    scheduler.resume();
    TIME.set();
    UUID id = watched();

    looks.round();

    await().atMost(Duration.ofSeconds(60)).until(() -> now(id).seenAt != null && jobs().isEmpty());
    assertThat(now(id).failure).isNull();
    assertThat(runbooks.get(id).runbook().orElseThrow().steps()).isNotEmpty();
  }

  @Test
  void oneThatWasRemovedMeanwhileIsLeftAlone() {
    UUID id = watched();
    looks.round();
    runbooks.remove(id);

    looks.look(id);
    looks.round();

    assertThat(repository.findById(id)).isEmpty();
    assertThat(toBeLookedAt()).as("only the one that was stored").containsExactly(id);
  }
}
