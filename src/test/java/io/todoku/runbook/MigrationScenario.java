package io.todoku.runbook;

import static io.todoku.snapshot.SnapshotBuilder.REGION;

import io.todoku.checklist.Wording;
import io.todoku.rule.RuleEngine;
import io.todoku.runbook.check.CheckContext;
import io.todoku.runbook.check.CheckOutcome;
import io.todoku.runbook.observe.Observation;
import io.todoku.runbook.observe.Observer;
import io.todoku.runbook.observe.RunbookState;
import io.todoku.runbook.observe.ScriptedNameServers;
import io.todoku.runbook.plan.MigrationStrategy;
import io.todoku.runbook.plan.Plan;
import io.todoku.runbook.plan.StepDecision;
import io.todoku.runbook.plan.Withdrawal;
import io.todoku.runbook.step.EvaluatedStep;
import io.todoku.runbook.step.StepState;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.testing.MovableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.ResourceBundleMessageSource;

/** A plan with its accounts, servers and DNS for tests, which change them and observe the plan. */
public final class MigrationScenario {

  /** Observes a plan, given what people attested. */
  interface ObservationSource {
    Observation observe(Plan plan, List<Attestation> attestations);
  }

  public static final String TARGET_ACCOUNT = "111111111111";
  public static final String SOURCE_ACCOUNT = "222222222222";
  public static final String OLD_ADDRESS = "192.0.2.1";
  public static final String FIRST_ADDRESS = "198.51.100.1";
  public static final String SECOND_ADDRESS = "198.51.100.2";
  public static final String MX = "example.com MX";
  public static final String MAIL = "mail.example.com A";
  public static final String MAIL2 = "mail2.example.com A";
  public static final String SPF = "example.com TXT";
  public static final String DKIM = "s1._domainkey.example.com TXT";

  private static final RuleEngine JUDGE =
      new AnnotationConfigApplicationContext("io.todoku.rule").getBean(RuleEngine.class);

  public final ScriptedNameServers dns = new ScriptedNameServers();

  private final MigrationAccounts accounts;
  private final Plan plan;
  private final MovableClock clock;
  private final ObservationSource source;
  private final List<Attestation> attestations = new ArrayList<>();
  private RunbookState runbookState = RunbookState.EMPTY;
  private @Nullable Runbook runbook;

  /** A plan whose accounts, servers and DNS are in memory. */
  public MigrationScenario(Plan plan) {
    this.plan = plan;
    this.clock = new MovableClock(Clock.fixed(SnapshotBuilder.NOW, ZoneOffset.UTC));
    this.accounts = new MigrationAccounts(plan);
    this.source = (_, _) -> scriptedObservation();
  }

  private MigrationScenario(Plan plan, MovableClock clock, ObservationSource source) {
    this.plan = plan;
    this.clock = clock;
    this.accounts = new MigrationAccounts(plan);
    this.source = source;
  }

  /** The twelve steps before the first one: mail reaches the old server, which is on premises. */
  public static MigrationScenario keepName() {
    return new MigrationScenario(keepNamePlan(OLD_ADDRESS, FIRST_ADDRESS, SECOND_ADDRESS))
        .withOldServer();
  }

  /**
   * The twelve steps at these addresses, observed by {@code source}: {@link #dns} and the accounts
   * in memory are not used.
   */
  static MigrationScenario keepName(
      String old, String first, String second, MovableClock clock, ObservationSource source) {
    return new MigrationScenario(keepNamePlan(old, first, second), clock, source);
  }

  public static MigrationScenario newName() {
    return new MigrationScenario(plan(MigrationStrategy.NEW_NAME, OLD_ADDRESS, FIRST_ADDRESS, null))
        .withOldServer();
  }

  private static Plan keepNamePlan(String old, String first, String second) {
    return plan(
        MigrationStrategy.KEEP_NAME, old, first, new Plan.NewServer("mail.example.com", second));
  }

  private static Plan plan(
      MigrationStrategy strategy, String old, String first, Plan.@Nullable NewServer second) {
    return new Plan(
        "",
        strategy,
        "example.com",
        List.of("s1"),
        new Plan.OldServer("mail.example.com", old, null, null),
        new Plan.TargetAccount(TARGET_ACCOUNT, REGION),
        new Plan.NewServer("mail2.example.com", first),
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

  /** Adds an Elastic IP to an account, associated with a running instance; null: with none. */
  public MigrationScenario elasticIp(String account, String address, @Nullable String instance) {
    accounts.elasticIp(account, address, instance);
    return this;
  }

  public MigrationScenario releaseElasticIp(String account, String address) {
    accounts.releaseElasticIp(account, address);
    return this;
  }

  public MigrationScenario instance(String id, String state) {
    accounts.instance(id, state);
    return this;
  }

  /** Sets the attribute of EC2 and the PTR record together; null removes both. */
  public MigrationScenario reverse(String address, @Nullable String name) {
    accounts.reverseDnsAttribute(TARGET_ACCOUNT, address, name, null);
    dns.publish(ptr(address), 300, name == null ? new String[0] : new String[] {name});
    return this;
  }

  public MigrationScenario reverseDnsAttribute(
      String account, String address, @Nullable String name, @Nullable String status) {
    accounts.reverseDnsAttribute(account, address, name, status);
    return this;
  }

  /** Starts a mail server that relays nothing. */
  public MigrationScenario server(String address, String name) {
    accounts.server(address, name);
    return this;
  }

  public MigrationScenario server(String address, SmtpDialogue dialogue) {
    accounts.server(address, dialogue);
    return this;
  }

  public MigrationScenario serverTimesOut(String address) {
    accounts.serverTimesOut(address);
    return this;
  }

  /** Publishes an SPF record with these addresses, and the DKIM key. */
  public MigrationScenario spf(String... addresses) {
    String record = "v=spf1 ip4:" + String.join(" ip4:", addresses) + " -all";
    accounts.txt(record);
    dns.publish(SPF, 300, record);
    dns.publish(DKIM, 300, MigrationAccounts.KEY);
    return this;
  }

  /** Replaces the SPF record in the snapshot with another TXT record. */
  public MigrationScenario txt(String text) {
    accounts.txt(text);
    return this;
  }

  /**
   * Makes something unknown until {@link #makeAllKnown}: {@code ns2 example.com MX}, {@code api
   * ec2:DescribeAddresses}, {@code smtp 192.0.2.1}, {@code txt spf}, {@code txt dkim}.
   */
  public MigrationScenario makeUnknown(String input) {
    if (!accounts.makeUnknown(input)) {
      dns.fail(input);
    }
    return this;
  }

  public MigrationScenario makeAllKnown() {
    accounts.makeAllKnown();
    dns.recover();
    return this;
  }

  /** Adds an attestation about the send limit. */
  public MigrationScenario attestSendLimit(Attestation.AttestationState state) {
    attestations.add(
        new Attestation(
            "att-" + attestations.size(),
            "send-limit-removed",
            REGION,
            state,
            LocalDate.ofInstant(now(), ZoneOffset.UTC),
            "mika",
            null,
            null,
            now().plusSeconds(attestations.size()),
            null));
    return this;
  }

  public MigrationScenario advanceClock(Duration time) {
    clock.advance(time);
    return this;
  }

  public MigrationScenario confirm(String step) {
    runbookState =
        runbookState.withConfirmation(new StepDecision(step, "mika", now(), "checked by hand"));
    return this;
  }

  public MigrationScenario withdrawConfirmation(String step) {
    runbookState = runbookState.withdrawConfirmations(step, new Withdrawal("ken", now()));
    return this;
  }

  public MigrationScenario override(String step) {
    runbookState =
        runbookState.withOverride(new StepDecision(step, "mika", now(), "agreed with the client"));
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
    return Runbook.of(plan, observation, runbookState, JUDGE, now());
  }

  /** The context for evaluating a single check. */
  public CheckContext checkContext() {
    Observation observation = observation();
    return new CheckContext(
        plan, observation, runbookState, JUDGE.judge(observation.target()), now());
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
    return source.observe(plan, List.copyOf(attestations));
  }

  private Observation scriptedObservation() {
    List<NameView> nameViews = dns.views(Observer.dnsQuestions(plan), now());
    boolean hasSource = plan.old().isOnEc2() && !TARGET_ACCOUNT.equals(plan.old().account());
    return new Observation(
        now(), nameViews, snapshot(TARGET_ACCOUNT), hasSource ? snapshot(SOURCE_ACCOUNT) : null);
  }

  private Snapshot snapshot(String account) {
    return accounts.snapshot(account, List.copyOf(attestations));
  }

  public Instant now() {
    return clock.instant();
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
