package io.todoku.runbook;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doReturn;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import io.todoku.account.Access;
import io.todoku.collect.NameViewCollector;
import io.todoku.runbook.observe.Observation;
import io.todoku.runbook.observe.Observer;
import io.todoku.runbook.observe.ScriptedNameServers;
import io.todoku.runbook.plan.MigrationStrategy;
import io.todoku.runbook.plan.Plan;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.testing.MovableClockFixture;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** A node whose DNS and AWS answers are scripted, and whose clock is a day ahead. */
@SpringBootTest(properties = "spring.datasource.url=jdbc:h2:mem:runbook-store;DB_CLOSE_DELAY=-1")
abstract class RunbookStoreFixture extends MovableClockFixture {

  static final Plan PLAN = plan("mail2.example.com");

  @MockitoBean NameViewCollector names;
  @Autowired Runbooks runbooks;
  @Autowired RunbookObservations observations;
  @Autowired RunbookRepository repository;

  final ScriptedNameServers dns = new ScriptedNameServers();

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

  /** Removes all runbooks and jobs. */
  @BeforeEach
  void resetRunbooks() {
    CLOCK.advance(Duration.ofDays(1));
    pendingJobs().forEach(job -> scheduler.cancel(job.getTaskInstance()));
    repository.findAll().forEach(stored -> runbooks.remove(stored.id));
    account(MigrationScenario.TARGET_ACCOUNT, new Access.DefaultChain());
    doReturn(SnapshotBuilder.aSnapshot().build()).when(collector).collect(any(), any(), any());
    scriptNameServers();
  }

  /** Lets the DNS collector answer what {@link #dns} holds. */
  final void scriptNameServers() {
    doAnswer(call -> dns.views(call.getArgument(0), CLOCK.instant())).when(names).collect(any());
  }

  final UUID beginRunbook() {
    return runbooks.create(PLAN, "mika");
  }

  final UUID beginWatchedRunbook() {
    UUID id = beginRunbook();
    runbooks.setWatched(id, true);
    return id;
  }

  /** The observation that would be made now. */
  final Observation observe(SnapshotBuilder target) {
    return new Observation(
        CLOCK.instant(),
        dns.views(Observer.dnsQuestions(PLAN), CLOCK.instant()),
        target.build(),
        null);
  }

  final RunbookEntity reload(UUID id) {
    return repository.findById(id).orElseThrow();
  }

  /** The jobs of pending observations. */
  final List<ScheduledExecution<Object>> pendingJobs() {
    return scheduler.getScheduledExecutionsForTask(RunbookJobs.OBSERVE.getTaskName());
  }

  final List<UUID> pendingRunbookIds() {
    return pendingJobs().stream()
        .map(job -> UUID.fromString(job.getTaskInstance().getId()))
        .toList();
  }
}
