package io.todoku.runbook;

import static io.todoku.snapshot.SnapshotBuilder.REGION;

import io.todoku.rule.RuleEngine;
import io.todoku.runbook.check.CheckContext;
import io.todoku.runbook.observe.Observation;
import io.todoku.runbook.observe.Observer;
import io.todoku.runbook.observe.RunbookState;
import io.todoku.runbook.plan.MigrationStrategy;
import io.todoku.runbook.plan.Plan;
import io.todoku.runbook.plan.StepDecision;
import io.todoku.runbook.plan.Withdrawal;
import io.todoku.runbook.step.EvaluatedStep;
import io.todoku.runbook.step.StepState;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.NameView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The world of a plan for tests, which change it bit by bit and look at it when they like. */
public final class MigrationScenario extends MigrationAccounts<MigrationScenario> {

  private static final RuleEngine JUDGE =
      new AnnotationConfigApplicationContext("io.todoku.rule").getBean(RuleEngine.class);

  private RunbookState runbookState = RunbookState.EMPTY;
  private @Nullable Runbook runbook;

  public MigrationScenario(Plan plan) {
    super(plan);
  }

  @Override
  MigrationScenario self() {
    return this;
  }

  /** The twelve steps, before the first: mail runs to the old server, which is on premises. */
  public static MigrationScenario keepName() {
    return new MigrationScenario(
            plan(
                MigrationStrategy.KEEP_NAME,
                new Plan.NewServer("mail.example.com", SECOND_ADDRESS)))
        .withOldServer();
  }

  public static MigrationScenario newName() {
    return new MigrationScenario(plan(MigrationStrategy.NEW_NAME, null)).withOldServer();
  }

  private static Plan plan(MigrationStrategy way, Plan.@Nullable NewServer second) {
    return new Plan(
        "",
        way,
        "example.com",
        List.of("s1"),
        new Plan.OldServer("mail.example.com", OLD_ADDRESS, null, null),
        new Plan.TargetAccount(TARGET_ACCOUNT, REGION),
        new Plan.NewServer("mail2.example.com", FIRST_ADDRESS),
        second);
  }

  private MigrationScenario withOldServer() {
    dns.all(MX, 3600, "10 mail.example.com");
    dns.all(MAIL, 3600, OLD_ADDRESS);
    dns.all(ptr(OLD_ADDRESS), 3600, "mail.example.com");
    return spf(OLD_ADDRESS);
  }

  public static String ptr(String address) {
    return DnsLookup.reverseName(address) + " PTR";
  }

  public MigrationScenario advanceClock(Duration time) {
    now = now.plus(time);
    return this;
  }

  public MigrationScenario confirm(String step) {
    runbookState = runbookState.withConfirmation(new StepDecision(step, "mika", now, "I looked"));
    return this;
  }

  public MigrationScenario withdrawConfirmation(String step) {
    runbookState = runbookState.withdrawConfirmations(step, new Withdrawal("ken", now));
    return this;
  }

  public MigrationScenario override(String step) {
    runbookState = runbookState.withOverride(new StepDecision(step, "mika", now, "we know"));
    return this;
  }

  /** A look that is remembered. */
  public MigrationScenario observe() {
    Runbook.ObservedRunbook seen =
        Runbook.afterObservation(plan, observation(), runbookState, JUDGE);
    runbook = seen.runbook();
    runbookState = seen.state();
    return this;
  }

  /** A look that is not. */
  public Runbook evaluateOnly() {
    return Runbook.afterObservation(plan, observation(), runbookState, JUDGE).runbook();
  }

  /** As it stands by the last look, at another time. */
  public Runbook evaluateAgain(Observation seen) {
    return Runbook.of(plan, seen, runbookState, JUDGE, now);
  }

  /** For a single check. */
  public CheckContext checkContext() {
    Observation seen = observation();
    return new CheckContext(plan, seen, runbookState, JUDGE.judge(seen.target()), now);
  }

  public Observation observation() {
    List<NameView> views =
        Observer.dnsQuestions(plan).stream()
            .map(question -> dns.view(question.name(), question.type(), now))
            .toList();
    boolean another = plan.old().isOnEc2() && !TARGET_ACCOUNT.equals(plan.old().account());
    return new Observation(
        now, views, snapshot(TARGET_ACCOUNT), another ? snapshot(SOURCE_ACCOUNT) : null);
  }

  public Instant now() {
    return now;
  }

  public RunbookState runbookState() {
    return runbookState;
  }

  public Runbook runbook() {
    if (runbook == null) {
      throw new IllegalStateException("nobody has looked yet");
    }
    return runbook;
  }

  public EvaluatedStep step(String id) {
    return step(runbook(), id);
  }

  public static EvaluatedStep step(Runbook runbook, String id) {
    return runbook.steps().stream()
        .filter(view -> view.step().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  public StepState state(String id) {
    return step(id).state();
  }
}
