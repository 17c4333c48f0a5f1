package io.todoku.runbook;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.account.Attestations;
import io.todoku.runbook.Runbooks.Kept;
import io.todoku.scan.SnapshotStore;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Looks at plans: when a person asks, and by itself at those that are watched. */
@Component
class RunbookLooks {

  private static final Logger log = LoggerFactory.getLogger(RunbookLooks.class);

  private final RunbookRepository repository;
  private final Runbooks runbooks;
  private final Lookout lookout;
  private final SampleRunbook sample;
  private final Accounts accounts;
  private final SnapshotStore snapshots;
  private final Attestations attestations;
  private final SchedulerClient jobs;
  private final Clock clock;

  RunbookLooks(
      RunbookRepository repository,
      Runbooks runbooks,
      Lookout lookout,
      SampleRunbook sample,
      Accounts accounts,
      SnapshotStore snapshots,
      Attestations attestations,
      SchedulerClient jobs,
      Clock clock) {
    this.repository = repository;
    this.runbooks = runbooks;
    this.lookout = lookout;
    this.sample = sample;
    this.accounts = accounts;
    this.snapshots = snapshots;
    this.attestations = attestations;
    this.jobs = jobs;
    this.clock = clock;
  }

  /** Asks for a look that begins after this; where one is under way, another follows it. */
  @Transactional
  public void ask(UUID id) {
    runbooks.asked(id);
    schedule(id);
  }

  /** Asks for looks at those that are watched and due; of several nodes one at a time. */
  @Transactional
  public void round() {
    repository
        .findByWatchedTrueAndNextAtLessThanEqualOrderById(clock.instant())
        .forEach(due -> schedule(due.id));
  }

  private void schedule(UUID id) {
    jobs.scheduleIfNotExists(RunbookJobs.LOOK.instance(id.toString()).scheduledTo(clock.instant()));
  }

  /** Looks once, and keeps what was seen; what breaks is noted at the plan. */
  void look(UUID id) {
    RunbookEntity begun = repository.findById(id).orElse(null);
    if (begun == null) {
      return;
    }
    try {
      Kept before = runbooks.get(id);
      runbooks.seen(before, look(before.plan()));
    } catch (NoSuchRunbookException removed) {
      log.debug("The runbook {} was removed", id, removed);
    } catch (RuntimeException broken) {
      log.error("The runbook {} could not be looked at", id, broken);
      runbooks.failed(id, begun.askedAt, broken.toString());
    }
  }

  /**
   * Ends the job of a look. Who asks at this moment comes either before, and the job runs again, or
   * after, and stores one of their own.
   *
   * @param again puts the job back, within the transaction
   * @param over removes it, likewise
   */
  @Transactional
  public void end(UUID id, Runnable again, Runnable over) {
    boolean asked = repository.lock(id).filter(entity -> entity.askedAt != null).isPresent();
    (asked ? again : over).run();
  }

  private Sighting look(Plan plan) {
    Account target = accounts.get(plan.target().account());
    if (target.sample()) {
      return sample.look(plan, target);
    }
    Account source = Optional.ofNullable(plan.old().account()).flatMap(accounts::find).orElse(null);
    return lookout.look(plan, target, source, attestations.of(target.id()), snapshots::current);
  }
}
