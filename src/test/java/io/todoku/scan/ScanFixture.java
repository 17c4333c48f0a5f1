package io.todoku.scan;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.archive.ScanEntity;
import io.todoku.archive.ScanRepository;
import io.todoku.collect.AccountCollector;
import io.todoku.collect.SnapshotSplitter;
import io.todoku.peers.MovableClock;
import io.todoku.peers.SchedulerControl;
import io.todoku.schedule.ScanScheduleJobs;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.SnapshotBuilder;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.bean.override.convention.TestBean;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** One node with a movable clock; a mock collects a snapshot with one sender. */
@SpringBootTest(
    properties = {
      "spring.datasource.url=jdbc:h2:mem:schedule;DB_CLOSE_DELAY=-1",
      "todoku.history.keep-days=30",
      "todoku.history.keep-count=5",
      "todoku.accounts[0].id=999999999999",
      "todoku.accounts[0].access.profile=nowhere",
      "todoku.accounts[0].schedule=every 12h"
    })
public abstract class ScanFixture {

  public static final MovableClock CLOCK = new MovableClock();
  public static final String CLIENT = "Example KK";

  @TestBean Clock clock;
  @MockitoBean AccountCollector collector;
  @Autowired public Accounts accounts;
  @Autowired public ScanRepository scans;
  @Autowired public Scheduler scheduler;

  static Clock clock() {
    return CLOCK;
  }

  /** No job runs until a test resumes the scheduler, so that each test knows its jobs. */
  @BeforeEach
  void resetAccounts() {
    SchedulerControl.pauseUntilIdle(scheduler);
    CLOCK.reset();
    scheduler.getScheduledExecutionsForTask(ScanScheduleJobs.SCHEDULED_SCAN.getTaskName()).stream()
        .forEach(job -> scheduler.cancel(job.getTaskInstance()));
    accounts.all().stream()
        .filter(account -> !accounts.isConfigured(account.id()))
        .forEach(account -> accounts.remove(account.id()));
    when(collector.collect(any(), any(), any(), any()))
        .thenAnswer(call ->
            SnapshotSplitter.part(
                SnapshotBuilder.aSnapshot().withSender("192.0.2.7").build(), call.getArgument(0)));
  }

  public Account account(String id, Access access) {
    Account account =
        new Account(id, id, CLIENT, Environment.PRODUCTION, access, List.of(), List.of());
    accounts.save(account);
    return account;
  }

  public Account account(int number) {
    return account("%012d".formatted(number), new Access.DefaultChain());
  }

  public List<ScanEntity> scansOf(Account account) {
    return scans.findAll().stream().filter(scan -> scan.accountId.equals(account.id())).toList();
  }
}
