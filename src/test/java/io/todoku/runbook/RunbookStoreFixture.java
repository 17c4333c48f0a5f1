package io.todoku.runbook;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doReturn;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.Scheduler;
import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.collect.AccountCollector;
import io.todoku.collect.NameViewCollector;
import io.todoku.collect.NameViewCollector.NameQuery;
import io.todoku.peers.MovableClock;
import io.todoku.peers.SchedulerControl;
import io.todoku.runbook.observe.Observation;
import io.todoku.runbook.observe.Observer;
import io.todoku.runbook.observe.ScriptedNameServers;
import io.todoku.runbook.plan.MigrationStrategy;
import io.todoku.runbook.plan.Plan;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.SnapshotBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.bean.override.convention.TestBean;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/**
 * One node that keeps plans and whose clock can be set; DNS and AWS are scripted. It begins ahead
 * of time, so that jobs wait until a test has looked at them.
 */
@SpringBootTest(properties = "spring.datasource.url=jdbc:h2:mem:runbook-store;DB_CLOSE_DELAY=-1")
abstract class RunbookStoreFixture {

  static final MovableClock CLOCK = new MovableClock();
  static final Plan PLAN = plan("mail2.example.com");

  @TestBean Clock clock;
  @MockitoBean AccountCollector collector;
  @MockitoBean NameViewCollector names;
  @Autowired Accounts accounts;
  @Autowired Runbooks runbooks;
  @Autowired RunbookObservations looks;
  @Autowired RunbookRepository repository;
  @Autowired Scheduler scheduler;

  final ScriptedNameServers dns = new ScriptedNameServers();

  static Clock clock() {
    return CLOCK;
  }

  static Plan plan(String name) {
    return new Plan(
        "移行 " + name,
        MigrationStrategy.NEW_NAME,
        "example.com",
        List.of("s1"),
        new Plan.OldServer("mail.example.com", MigrationScenario.OLD_ADDRESS, null, null),
        new Plan.TargetAccount(MigrationScenario.TARGET_ACCOUNT, SnapshotBuilder.REGION),
        new Plan.NewServer(name, MigrationScenario.FIRST_ADDRESS),
        null);
  }

  /** Only jobs of which a test knows: until it resumes the scheduler, none. */
  @BeforeEach
  void resetRunbooks() {
    SchedulerControl.pauseUntilIdle(scheduler);
    CLOCK.reset();
    CLOCK.advance(Duration.ofDays(1));
    pendingJobs().forEach(job -> scheduler.cancel(job.getTaskInstance()));
    repository.findAll().forEach(kept -> runbooks.remove(kept.id));
    accounts.save(
        new Account(
            MigrationScenario.TARGET_ACCOUNT,
            "test",
            "",
            Environment.PRODUCTION,
            new Access.DefaultChain(),
            List.of(),
            List.of()));
    doReturn(SnapshotBuilder.aSnapshot().build()).when(collector).collect(any(), any(), any());
    scriptNameServers();
  }

  /** The name servers say what {@link #dns} holds. */
  final void scriptNameServers() {
    doAnswer(
            asked -> {
              List<NameQuery> questions = asked.getArgument(0);
              return questions.stream()
                  .map(question -> dns.view(question.name(), question.type(), CLOCK.instant()))
                  .toList();
            })
        .when(names)
        .collect(any());
  }

  final UUID beginRunbook() {
    return runbooks.create(PLAN, "mika");
  }

  final UUID beginWatchedRunbook() {
    UUID id = beginRunbook();
    runbooks.setWatched(id, true);
    return id;
  }

  /** What a look would see now. */
  final Observation observe(SnapshotBuilder world) {
    return new Observation(
        CLOCK.instant(),
        Observer.dnsQuestions(PLAN).stream()
            .map(question -> dns.view(question.name(), question.type(), CLOCK.instant()))
            .toList(),
        world.build(),
        null);
  }

  final RunbookEntity reload(UUID id) {
    return repository.findById(id).orElseThrow();
  }

  /** The looks that wait to be made. */
  final List<ScheduledExecution<Object>> pendingJobs() {
    return scheduler.getScheduledExecutionsForTask(RunbookJobs.OBSERVE.getTaskName());
  }

  final List<UUID> pendingRunbookIds() {
    return pendingJobs().stream()
        .map(job -> UUID.fromString(job.getTaskInstance().getId()))
        .toList();
  }
}
