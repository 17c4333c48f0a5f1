package io.todoku.runbook;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doReturn;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.Scheduler;
import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.collect.Collector;
import io.todoku.collect.NameViews;
import io.todoku.collect.NameViews.Question;
import io.todoku.peers.Jobs;
import io.todoku.peers.MovableClock;
import io.todoku.rule.World;
import io.todoku.snapshot.Environment;
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
abstract class RunbookFixture {

  static final MovableClock TIME = new MovableClock();
  static final Plan PLAN = plan("mail2.example.com");

  @TestBean Clock clock;
  @MockitoBean Collector collector;
  @MockitoBean NameViews names;
  @Autowired Accounts accounts;
  @Autowired Runbooks runbooks;
  @Autowired RunbookLooks looks;
  @Autowired RunbookRepository repository;
  @Autowired Scheduler scheduler;

  final Places dns = new Places();

  static Clock clock() {
    return TIME;
  }

  static Plan plan(String name) {
    return new Plan(
        "移行 " + name,
        Way.NEW_NAME,
        "example.com",
        List.of("s1"),
        new Plan.Old("mail.example.com", Scenery.OLD, null, null),
        new Plan.Target(Scenery.HERE, World.REGION),
        new Plan.Server(name, Scenery.ONE),
        null);
  }

  /** Only jobs of which a test knows: until it resumes the scheduler, none. */
  @BeforeEach
  void fresh() {
    Jobs.rest(scheduler);
    TIME.set();
    TIME.forward(Duration.ofDays(1));
    jobs().forEach(job -> scheduler.cancel(job.getTaskInstance()));
    repository.findAll().forEach(kept -> runbooks.remove(kept.id));
    accounts.save(
        new Account(
            Scenery.HERE,
            "test",
            "",
            Environment.PRODUCTION,
            new Access.DefaultChain(),
            List.of(),
            List.of()));
    doReturn(World.aSnapshot().build()).when(collector).collect(any(), any(), any());
    namesAnswer();
  }

  /** The name servers say what {@link #dns} holds. */
  final void namesAnswer() {
    doAnswer(
            asked -> {
              List<Question> questions = asked.getArgument(0);
              return questions.stream()
                  .map(question -> dns.view(question.name(), question.type(), TIME.instant()))
                  .toList();
            })
        .when(names)
        .look(any());
  }

  final UUID begun() {
    return runbooks.begin(PLAN, "mika").id;
  }

  final UUID watched() {
    UUID id = begun();
    runbooks.watch(id, true);
    return id;
  }

  /** What a look would see now. */
  final Sighting seen(World world) {
    return new Sighting(
        TIME.instant(),
        Lookout.questions(PLAN).stream()
            .map(question -> dns.view(question.name(), question.type(), TIME.instant()))
            .toList(),
        world.build(),
        null);
  }

  final RunbookEntity now(UUID id) {
    return repository.findById(id).orElseThrow();
  }

  /** The looks that wait to be made. */
  final List<ScheduledExecution<Object>> jobs() {
    return scheduler.getScheduledExecutionsForTask(RunbookJobs.LOOK.getTaskName());
  }

  final List<UUID> toBeLookedAt() {
    return jobs().stream().map(job -> UUID.fromString(job.getTaskInstance().getId())).toList();
  }
}
