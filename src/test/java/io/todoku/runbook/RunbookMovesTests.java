package io.todoku.runbook;

import static io.todoku.snapshot.SnapshotBuilder.REGION;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.todoku.checklist.UnfinishedMoves.MoveStep;
import io.todoku.identity.CurrentUser;
import io.todoku.rule.AllRules;
import io.todoku.rule.Finding;
import io.todoku.rule.RecordChange;
import io.todoku.rule.Remedy;
import io.todoku.rule.Resource;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.runbook.Runbooks.StoredProgress;
import io.todoku.runbook.observe.AnswerPeriod;
import io.todoku.runbook.observe.RunbookState;
import io.todoku.runbook.observe.RunbookState.StepCompletion;
import io.todoku.runbook.plan.MigrationStrategy;
import io.todoku.runbook.plan.Plan;
import io.todoku.runbook.plan.StepDecision;
import io.todoku.runbook.plan.Withdrawal;
import io.todoku.runbook.step.RunbookStep;
import io.todoku.runbook.step.RunbookSteps;
import io.todoku.snapshot.SnapshotBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which step of a running move mends a finding. */
class RunbookMovesTests {

  private static final String ACCOUNT = "111111111111";
  private static final String OLD = "198.51.100.9";
  private static final String FIRST = "192.0.2.6";
  private static final String SECOND = "192.0.2.7";
  private static final String DECOY = "192.0.2.8";
  private static final Instant AT = SnapshotBuilder.NOW;

  private static Plan plan(String second) {
    return new Plan(
        "mail → EC2",
        MigrationStrategy.KEEP_NAME,
        "example.com",
        List.of("s1"),
        new Plan.OldServer("mail.example.com", OLD, null, null),
        new Plan.TargetAccount(ACCOUNT, REGION),
        new Plan.NewServer("mail2.example.com", FIRST),
        new Plan.NewServer("mail.example.com", second));
  }

  private static RunbookState after(String... steps) {
    return stateOf(
        Stream.of(steps)
            .collect(Collectors.toMap(step -> step, _ -> new StepCompletion(AT, List.of()))));
  }

  private static RunbookState stateOf(Map<String, StepCompletion> completions) {
    return new RunbookState(Map.of(), completions, List.of(), List.of());
  }

  private static Optional<MoveStep> step(Plan plan, RunbookState state, Finding finding) {
    Runbooks runbooks = mock(Runbooks.class);
    when(runbooks.progress()).thenReturn(List.of(new StoredProgress(new UUID(0, 7), plan, state)));
    RunbookClients owners = mock(RunbookClients.class);
    when(owners.clientsOf(plan)).thenReturn(Set.of("Example KK"));
    return new RunbookMoves(runbooks, owners, new CurrentUser())
        .of(ACCOUNT).stream().flatMap(move -> move.stepFor(finding).stream()).findFirst();
  }

  private static Optional<String> stepId(RunbookState state, Finding finding) {
    return step(plan(SECOND), state, finding).map(MoveStep::step);
  }

  private static Finding about(String rule, String address) {
    return new Finding(
        rule,
        new Resource(Resource.Type.ELASTIC_IP, "eipalloc-1", REGION, address, null),
        Verdict.FAIL,
        Text.of("x"),
        null,
        List.of(),
        Remedy.NONE);
  }

  private static Finding aboutRecord(String rule) {
    return about(rule, SECOND)
        .withRemedy(
            Remedy.of(
                Text.of("x"),
                RecordChange.ofAddress("mail.example.com", SECOND).block().orElseThrow()));
  }

  private static Finding aboutDomain(String rule, String domain, Object... told) {
    return new Finding(
        rule,
        new Resource(Resource.Type.MAIL_DOMAIN, domain, null, null, null),
        Verdict.FAIL,
        Text.of("x", told),
        null,
        List.of(),
        Remedy.NONE);
  }

  private static boolean hasBegun(RunbookState state) {
    return step(plan(SECOND), state, about("ptr-matches-a", SECOND)).orElseThrow().begun();
  }

  private static RunbookState observed(
      Instant first, Map<String, StepCompletion> completions, StepDecision... confirmations) {
    return new RunbookState(
        Map.of(
            "mail.example.com A",
            Map.of("198.51.100.53", List.of(new AnswerPeriod(List.of(OLD), 300, first, null)))),
        completions,
        List.of(confirmations),
        List.of());
  }

  private static StepCompletion doneAt(Instant at) {
    return new StepCompletion(at, List.of());
  }

  @Test
  void aRunbookWithoutADoneStepIsPlannedOnly() {
    assertThat(hasBegun(RunbookState.EMPTY)).isFalse();
    assertThat(hasBegun(observed(AT, Map.of()))).isFalse();
  }

  @Test
  void whatTheFirstObservationShowsAsDoneWasNotDoneForTheMove() {
    Instant observedAt = AT.plusSeconds(90);

    assertThat(
            hasBegun(
                observed(
                    AT,
                    Map.of(
                        "send-limit", doneAt(observedAt),
                        "ttl-lowered", doneAt(observedAt),
                        "instance-1", doneAt(observedAt)))))
        .isFalse();
    assertThat(hasBegun(after("send-limit", "dkim-covers")))
        .as("no name server answered the first observation")
        .isFalse();
  }

  @Test
  void aStepThatIsDoneLaterBeginsTheMoveUntilItIsUndone() {
    StepCompletion later = doneAt(AT.plus(Duration.ofDays(2)));

    assertThat(hasBegun(observed(AT, Map.of("ttl-lowered", later)))).isTrue();
    assertThat(hasBegun(stateOf(Map.of("send-limit", doneAt(AT), "a-1", later)))).isTrue();
    assertThat(hasBegun(observed(AT, Map.of("ttl-lowered", later.markUndone(AT))))).isFalse();
  }

  @Test
  void aMoveWhoseServerReceivesMailAtTheFirstObservationHasBegun() {
    assertThat(hasBegun(observed(AT, Map.of("mx-1", doneAt(AT))))).isTrue();
  }

  @Test
  void whatAPersonConfirmsOrReleasesBeginsTheMoveUntilItIsWithdrawn() {
    StepDecision decision = new StepDecision("send-limit", "mika", AT, "case 123");

    assertThat(hasBegun(observed(AT, Map.of(), decision))).isTrue();
    assertThat(hasBegun(observed(AT, Map.of()).withOverride(decision))).isTrue();
    assertThat(hasBegun(observed(AT, Map.of(), decision.withdrawn(new Withdrawal("mika", AT)))))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "ptr-matches-a, 192.0.2.7, a-2",
    "ptr-exists, 192.0.2.6, a-1",
    "ptr-single, 192.0.2.6, ptr-1",
    "helo-matches-ptr, 192.0.2.7, name-2",
    "ptr-matches-a, 198.51.100.9, old-removed",
    "address-not-idle, 192.0.2.6, instance-1",
  })
  void aFindingAboutAMovedAddressBelongsToTheStepThatMendsIt(
      String rule, String address, String step) {
    assertThat(stepId(RunbookState.EMPTY, about(rule, address))).contains(step);
  }

  @ParameterizedTest
  @CsvSource({
    "ptr-matches-a, 192.0.2.8",
    "ptr-matches-a, 192.0.2.70",
    "no-open-relay, 192.0.2.7",
    "starttls-offered, 192.0.2.7",
    "dnsbl-not-listed, 192.0.2.7",
  })
  void otherAddressesAndWhatCanBeMendedAtAnyTimeAreUnaffected(String rule, String address) {
    assertThat(stepId(RunbookState.EMPTY, about(rule, address))).isEmpty();
  }

  @Test
  void itsPlaceIsCountedAmongAllSteps() {
    MoveStep step =
        step(plan(SECOND), RunbookState.EMPTY, about("ptr-matches-a", SECOND)).orElseThrow();

    assertThat(step.number()).isEqualTo(15);
    assertThat(step.of()).isEqualTo(23);
    assertThat(step.runbook()).isEqualTo(new UUID(0, 7).toString());
    assertThat(step.move()).isEqualTo("mail → EC2");
    assertThat(step.title()).isEqualTo(Text.of("runbook.step.a.title", "mail.example.com", SECOND));
  }

  /** One row of the checklist holds both, and the page of the address each for itself. */
  @Test
  void whatTheSameRecordMendsBelongsToTheSameStep() {
    assertThat(stepId(RunbookState.EMPTY, aboutRecord("helo-resolves"))).contains("a-2");
    assertThat(stepId(RunbookState.EMPTY, about("helo-resolves", SECOND)))
        .as("the server has to present another name")
        .contains("name-2");
    for (RunbookState state : List.of(RunbookState.EMPTY, after("a-2"), after("a-2", "ptr-2"))) {
      assertThat(stepId(state, aboutRecord("helo-resolves")))
          .isEqualTo(stepId(state, aboutRecord("ptr-matches-a")));
    }
  }

  @Test
  void aDoneStepGivesWayToTheNextAndOneThatWasRevertedDoesNot() {
    Finding finding = about("ptr-matches-a", SECOND);

    assertThat(stepId(after("a-2"), finding)).contains("ptr-2");
    assertThat(stepId(after("a-2", "ptr-2"), finding))
        .as("the scan may be older than the step")
        .contains("ptr-2");
    assertThat(
            stepId(
                stateOf(Map.of("a-2", new StepCompletion(AT, List.of()).markUndone(AT))), finding))
        .contains("a-2");
  }

  @Test
  void aStepThatALaterOneMadeUnnecessaryIsFinished() {
    assertThat(stepId(after("flow-2", "a-1"), about("ptr-exists", FIRST)))
        .as("its records go with the server")
        .contains("ptr-1");
    assertThat(stepId(after("flow-2"), about("address-not-idle", FIRST))).contains("released-1");
  }

  @Test
  void aFinishedMoveConcernsNothing() {
    String[] all =
        RunbookSteps.of(plan(SECOND)).stream().map(RunbookStep::id).toArray(String[]::new);

    assertThat(stepId(after(all), about("ptr-matches-a", SECOND))).isEmpty();
  }

  @Test
  void recordsOfTheDomainBelongToTheMoveWhereTheyNameWhatItMovesAlone() {
    RunbookState none = RunbookState.EMPTY;
    String spf = "spf-authorises-senders";

    assertThat(stepId(none, aboutDomain(spf, "example.com", SECOND))).contains("spf-covers");
    assertThat(stepId(none, aboutDomain(spf, "Example.COM", SECOND + ", " + FIRST)))
        .contains("spf-covers");
    assertThat(stepId(none, aboutDomain(spf, "example.com", SECOND + ", " + DECOY)))
        .as("another sender is missing too")
        .isEmpty();
    assertThat(stepId(none, aboutDomain(spf, "example.com")))
        .as("no step mends a record that authorises anybody")
        .isEmpty();
    assertThat(stepId(none, aboutDomain(spf, "example.org", SECOND))).isEmpty();
    assertThat(stepId(none, aboutDomain("mx-resolves", "example.com", "mail2.example.com")))
        .contains("mx-1");
    assertThat(stepId(none, aboutDomain("mx-resolves", "example.com", "other.example.com")))
        .isEmpty();
    assertThat(stepId(none, aboutDomain("dmarc-published", "example.com", SECOND))).isEmpty();
  }

  /** The address is allocated, and nobody has entered it in the plan yet. */
  @Test
  void aRemedyThatWouldChangeTheRecordOfAMovedNameBelongsToTheMove() {
    List<Finding> findings =
        AllRules.engine()
            .judge(
                aSnapshot()
                    .withSender(SECOND)
                    .ptr(SECOND, "mail.example.com")
                    .dns("mail.example.com", "A", OLD)
                    .withSender(DECOY)
                    .ptr(DECOY, "other.example.com")
                    .dns("other.example.com", "A", "198.51.100.8")
                    .build());

    assertThat(
            findings.stream()
                .filter(finding -> finding.rule().equals("ptr-matches-a"))
                .map(finding ->
                    finding.resource().address()
                        + " "
                        + step(plan(null), RunbookState.EMPTY, finding)
                            .map(MoveStep::step)
                            .orElse("-")))
        .containsExactlyInAnyOrder(SECOND + " a-2", DECOY + " -");
  }
}
