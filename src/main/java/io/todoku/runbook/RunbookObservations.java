package io.todoku.runbook;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.account.Attestations;
import io.todoku.archive.SnapshotStore;
import io.todoku.runbook.Runbooks.StoredRunbook;
import io.todoku.runbook.observe.Observation;
import io.todoku.runbook.observe.Observer;
import io.todoku.runbook.plan.Plan;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Looks at plans: when a person asks, and by itself at those that are watched. */
@Component
public class RunbookObservations {

  private static final Logger log = LoggerFactory.getLogger(RunbookObservations.class);

  private final RunbookRepository repository;
  private final Runbooks runbooks;
  private final Observer lookout;
  private final SampleRunbook sample;
  private final Accounts accounts;
  private final SnapshotStore snapshots;
  private final Attestations attestations;
  private final SchedulerClient jobs;
  private final Clock clock;

  RunbookObservations(
      RunbookRepository repository,
      Runbooks runbooks,
      Observer lookout,
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
  public void request(UUID id) {
    runbooks.recordObservationRequest(id);
    scheduleJob(id);
  }

  /** Asks for looks at those that are watched and due; of several nodes one at a time. */
  @Transactional
  public void requestDue() {
    repository
        .findByWatchedTrueAndNextObservationAtLessThanEqualOrderById(clock.instant())
        .forEach(due -> scheduleJob(due.id));
  }

  private void scheduleJob(UUID id) {
    jobs.scheduleIfNotExists(
        RunbookJobs.OBSERVE.instance(id.toString()).scheduledTo(clock.instant()));
  }

  /** Looks once, and keeps what was seen; what breaks is noted at the plan. */
  void observe(UUID id) {
    RunbookEntity begun = repository.findById(id).orElse(null);
    if (begun == null) {
      return;
    }
    try {
      StoredRunbook before = runbooks.get(id);
      runbooks.recordObservation(before, observe(before.plan()));
    } catch (NoSuchRunbookException removed) {
      log.debug("The runbook {} was removed", id, removed);
    } catch (RuntimeException broken) {
      log.error("The runbook {} could not be looked at", id, broken);
      runbooks.recordFailure(id, begun.observationRequestedAt, broken.toString());
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
  public void finishJob(UUID id, Runnable again, Runnable over) {
    boolean asked =
        repository
            .findAndLock(id)
            .filter(entity -> entity.observationRequestedAt != null)
            .isPresent();
    (asked ? again : over).run();
  }

  private Observation observe(Plan plan) {
    Account target = accounts.get(plan.target().account());
    if (target.isSample()) {
      return sample.recordedObservation(plan, target);
    }
    Account source = Optional.ofNullable(plan.old().account()).flatMap(accounts::find).orElse(null);
    return lookout.observe(
        plan, target, source, attestations.of(target.id()), snapshots::newestWithAttestations);
  }
}
