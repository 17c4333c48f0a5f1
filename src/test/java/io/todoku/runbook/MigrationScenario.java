package io.todoku.runbook;

import static io.todoku.snapshot.SnapshotBuilder.REGION;

import io.todoku.checklist.Wording;
import io.todoku.rule.RuleEngine;
import io.todoku.runbook.check.CheckContext;
import io.todoku.runbook.check.CheckOutcome;
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
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.ResourceBundleMessageSource;

/** A plan with its accounts, servers and DNS for tests, which change them and observe the plan. */
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

  /** The twelve steps before the first one: mail reaches the old server, which is on premises. */
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

  private static Plan plan(MigrationStrategy strategy, Plan.@Nullable NewServer second) {
    return new Plan(
        "",
        strategy,
        "example.com",
        List.of("s1"),
        new Plan.OldServer("mail.example.com", OLD_ADDRESS, null, null),
        new Plan.TargetAccount(TARGET_ACCOUNT, REGION),
        new Plan.NewServer("mail2.example.com", FIRST_ADDRESS),
        second);
  }

  private MigrationScenario withOldServer() {
    dns.publish(MX, 3600, "10 mail.example.com");
    dns.publish(MAIL, 3600, OLD_ADDRESS);
    dns.publish(ptr(OLD_ADDRESS), 3600, "mail.example.com");
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
    runbookState =
        runbookState.withConfirmation(new StepDecision(step, "mika", now, "checked by hand"));
    return this;
  }

  public MigrationScenario withdrawConfirmation(String step) {
    runbookState = runbookState.withdrawConfirmations(step, new Withdrawal("ken", now));
    return this;
  }

  public MigrationScenario override(String step) {
    runbookState =
        runbookState.withOverride(new StepDecision(step, "mika", now, "agreed with the client"));
    return this;
  }

  /** Observes the plan and keeps the state. */
  public MigrationScenario observe() {
    Runbook.ObservedRunbook observed =
        Runbook.afterObservation(plan, observation(), runbookState, JUDGE);
    runbook = observed.runbook();
    runbookState = observed.state();
    return this;
  }

  /** Observes the plan and does not keep the state. */
  public Runbook evaluateOnly() {
    return Runbook.afterObservation(plan, observation(), runbookState, JUDGE).runbook();
  }

  /** Evaluates an earlier observation at the present time. */
  public Runbook evaluateAgain(Observation observation) {
    return Runbook.of(plan, observation, runbookState, JUDGE, now);
  }

  /** The context for evaluating a single check. */
  public CheckContext checkContext() {
    Observation observation = observation();
    return new CheckContext(
        plan, observation, runbookState, JUDGE.judge(observation.target()), now);
  }

  /** The message of an outcome in English, as pages and the command line show it. */
  public static String message(CheckOutcome outcome) {
    var messages = new ResourceBundleMessageSource();
    messages.setBasenames("messages/runbook", "messages/rules", "messages/web");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    return new Wording(messages, Locale.ENGLISH).of(outcome.message());
  }

  public Observation observation() {
    List<NameView> nameViews =
        Observer.dnsQuestions(plan).stream()
            .map(question -> dns.view(question.name(), question.type(), now))
            .toList();
    boolean hasSource = plan.old().isOnEc2() && !TARGET_ACCOUNT.equals(plan.old().account());
    return new Observation(
        now, nameViews, snapshot(TARGET_ACCOUNT), hasSource ? snapshot(SOURCE_ACCOUNT) : null);
  }

  public Instant now() {
    return now;
  }

  public RunbookState runbookState() {
    return runbookState;
  }

  public Runbook runbook() {
    if (runbook == null) {
      throw new IllegalStateException("the plan was not observed yet");
    }
    return runbook;
  }

  public EvaluatedStep step(String id) {
    return step(runbook(), id);
  }

  public static EvaluatedStep step(Runbook runbook, String id) {
    return runbook.steps().stream()
        .filter(step -> step.step().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  public StepState state(String id) {
    return step(id).state();
  }
}
