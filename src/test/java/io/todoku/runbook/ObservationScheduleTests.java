package io.todoku.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Text;
import io.todoku.runbook.check.CheckOutcome;
import io.todoku.runbook.check.CheckOutcome.CheckResult;
import io.todoku.runbook.observe.Observation;
import io.todoku.runbook.observe.RunbookState.StepCompletion;
import io.todoku.runbook.plan.MigrationStrategy;
import io.todoku.runbook.plan.Plan;
import io.todoku.runbook.step.EvaluatedStep;
import io.todoku.runbook.step.RunbookStep;
import io.todoku.runbook.step.StepState;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.DnsServerAnswer;
import io.todoku.snapshot.DnsServerAnswer.DnsServerRole;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SnapshotBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a watched runbook is observed next. */
class ObservationScheduleTests {

  private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

  private final List<NameView> names = new ArrayList<>();
  private final List<EvaluatedStep> steps = new ArrayList<>();

  /** Seconds from now until the next observation. */
  private long secondsUntilNext() {
    Observation observation =
        new Observation(NOW, names, SnapshotBuilder.aSnapshot().build(), null);
    Plan plan =
        new Plan(
            "",
            MigrationStrategy.NEW_NAME,
            "example.com",
            List.of(),
            new Plan.OldServer("mail.example.com", "192.0.2.1", null, null),
            new Plan.TargetAccount("111111111111", "ap-northeast-1"),
            new Plan.NewServer("mail2.example.com", "198.51.100.1"),
            null);
    Instant next = ObservationSchedule.next(new Runbook(plan, NOW, steps), observation, NOW);
    return Duration.between(NOW, next).toSeconds();
  }

  private static DnsServerAnswer answer(DnsServerRole role, @Nullable Long ttl) {
    return new DnsServerAnswer(
        role,
        "ns1.example.com",
        "192.0.2.53",
        NOW,
        Observed.known(
            new DnsAnswer(Status.ANSWERED, List.of("10 mail.example.com"), List.of(), ttl)));
  }

  private static DnsServerAnswer authoritative(@Nullable Long ttl) {
    return answer(DnsServerRole.AUTHORITATIVE, ttl);
  }

  private ObservationScheduleTests observing(DnsServerAnswer... answers) {
    names.add(
        new NameView(
            "example.com", "MX", Observed.known("example.com"), List.of(), List.of(answers)));
    return this;
  }

  /** Adds a step that can be done that many seconds from now at the earliest. */
  private ObservationScheduleTests waiting(long seconds) {
    return step(StepState.IN_PROGRESS, seconds);
  }

  private ObservationScheduleTests step(StepState state, long seconds) {
    RunbookStep step =
        new RunbookStep(
            "x", 0, "a", List.of(), List.of(), List.of(), List.of(), null, null, _ -> List.of());
    CheckOutcome outcome =
        new CheckOutcome(
            CheckResult.NEEDS_TIME,
            Text.of("runbook.check.since.wait", 5),
            List.of(),
            null,
            in(seconds));
    StepCompletion completion = state == StepState.DONE ? new StepCompletion(NOW, List.of()) : null;
    steps.add(
        new EvaluatedStep(
            step,
            state,
            List.of(outcome),
            false,
            List.of(),
            List.of(),
            null,
            completion,
            null,
            null,
            List.of(),
            List.of()));
    return this;
  }

  private static Instant in(long seconds) {
    return NOW.plusSeconds(seconds);
  }

  @ParameterizedTest
  @CsvSource({"0, 60", "59, 60", "60, 60", "61, 61", "300, 300", "3600, 3600", "86400, 3600"})
  void theNextObservationFollowsAfterTheTtlWithinAMinuteAndAnHour(long ttl, long expected) {
    assertThat(observing(authoritative(ttl)).secondsUntilNext()).isEqualTo(expected);
  }

  @Test
  void theShortestTtlOfAllAuthoritativeServersCounts() {
    observing(authoritative(900L), authoritative(600L)).observing(authoritative(1200L));

    assertThat(secondsUntilNext()).isEqualTo(600);
  }

  /** The remaining TTL at a resolver does not show how soon a record can change. */
  @Test
  void theTtlOfAResolverDoesNotCount() {
    observing(authoritative(900L), answer(DnsServerRole.RESOLVER, 70L));

    assertThat(secondsUntilNext()).isEqualTo(900);
  }

  @Test
  void withoutAKnownTtlTheNextObservationFollowsAfterFiveMinutes() {
    Reason timeout = Reason.of(ReasonKind.TIMEOUT, "example.com MX", "");
    observing(
        authoritative(null),
        new DnsServerAnswer(
            DnsServerRole.AUTHORITATIVE,
            "ns2.example.com",
            "192.0.2.54",
            NOW,
            Observed.unknown(timeout)));

    assertThat(secondsUntilNext()).isEqualTo(300);
    assertThat(new ObservationScheduleTests().secondsUntilNext())
        .as("nothing was asked")
        .isEqualTo(300);
  }

  @ParameterizedTest
  @CsvSource({
    "90, 90", // before the TTL has run out
    "299, 299",
    "301, 300", // after the TTL has run out
    "60, 60",
    "20, 60", // never earlier than after a minute
    "0, 300", // in the past
    "-20, 300",
  })
  void theNextObservationIsEarlierIfAStepCanGoOnEarlier(long notBefore, long expected) {
    assertThat(observing(authoritative(300L)).waiting(notBefore).secondsUntilNext())
        .isEqualTo(expected);
  }

  @Test
  void theEarliestStepThatIsNotDoneCounts() {
    observing(authoritative(3600L))
        .waiting(-5)
        .waiting(1200)
        .waiting(500)
        .step(StepState.DONE, 100);

    assertThat(secondsUntilNext()).isEqualTo(500);
  }

  @Test
  void aFailedObservationIsRetriedAfterFiveMinutes() {
    assertThat(ObservationSchedule.RETRY_DELAY).isEqualTo(Duration.ofMinutes(5));
  }
}
