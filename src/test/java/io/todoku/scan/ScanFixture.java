package io.todoku.scan;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.archive.ScanEntity;
import io.todoku.archive.ScanRepository;
import io.todoku.collect.SnapshotSplitter;
import io.todoku.schedule.ScanScheduleJobs;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.testing.MovableClockFixture;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** A node whose collector finds one sender in each account. */
@SpringBootTest(
    properties = {
      "spring.datasource.url=jdbc:h2:mem:schedule;DB_CLOSE_DELAY=-1",
      "todoku.history.keep-days=30",
      "todoku.history.keep-count=5",
      "todoku.accounts[0].id=999999999999",
      "todoku.accounts[0].access.profile=nowhere",
      "todoku.accounts[0].schedule=every 12h"
    })
public abstract class ScanFixture extends MovableClockFixture {

  @Autowired public ScanRepository scans;

  @BeforeEach
  void resetAccounts() {
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

  public Account account(int number) {
    return account("%012d".formatted(number), new Access.DefaultChain());
  }

  public List<ScanEntity> scansOf(Account account) {
    return scans.findAll().stream().filter(scan -> scan.accountId.equals(account.id())).toList();
  }
}
