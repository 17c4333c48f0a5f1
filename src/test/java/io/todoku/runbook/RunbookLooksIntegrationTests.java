package io.todoku.runbook;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Plans that are watched, on a clock that is set forward. */
class RunbookLooksIntegrationTests extends RunbookFixture {

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

  @Test
  void nodesThatSeeADueOneAtOnceAskOnce() throws Exception {
    for (int i = 0; i < 5; i++) {
      List<UUID> all = List.of(watched(), watched(), watched());
      CyclicBarrier together = new CyclicBarrier(4);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> nodes =
            IntStream.range(0, 4)
                .<Future<?>>mapToObj(node ->
                    threads.submit(() -> {
                      together.await();
                      looks.round();
                      return null;
                    }))
                .toList();
        for (Future<?> node : nodes) {
          node.get(30, TimeUnit.SECONDS);
        }
      }

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
    TIME.set();
    UUID id = watched();

    looks.round();

    await().until(() -> now(id).seenAt != null && jobs().isEmpty());
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
