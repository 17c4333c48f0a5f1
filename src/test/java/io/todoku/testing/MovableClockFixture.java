package io.todoku.testing;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.collect.AccountCollector;
import io.todoku.snapshot.Environment;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.bean.override.convention.TestBean;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** One node with a movable clock, whose jobs wait and whose collector is a mock. */
public abstract class MovableClockFixture {

  public static final MovableClock CLOCK = new MovableClock();
  public static final String CLIENT = "Example KK";

  @TestBean Clock clock;
  @MockitoBean protected AccountCollector collector;
  @Autowired protected Accounts accounts;
  @Autowired protected Scheduler scheduler;

  static Clock clock() {
    return CLOCK;
  }

  /** No job runs until a test resumes the scheduler, so that each test knows its jobs. */
  @BeforeEach
  protected void pauseJobsAndResetClock() {
    SchedulerControl.pauseUntilIdle(scheduler);
    CLOCK.reset();
  }

  /** Saves an account that is named by its id. */
  protected final Account account(String id, Access access) {
    Account account =
        new Account(id, id, CLIENT, Environment.PRODUCTION, access, List.of(), List.of());
    accounts.save(account);
    return account;
  }
}
