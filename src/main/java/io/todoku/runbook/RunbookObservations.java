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

/** Observes runbooks: when a user requests it, and at intervals those that are watched. */
@Component
public class RunbookObservations {

  private static final Logger log = LoggerFactory.getLogger(RunbookObservations.class);

  private final RunbookRepository repository;
  private final Runbooks runbooks;
  private final Observer observer;
  private final SampleRunbook sample;
  private final Accounts accounts;
  private final SnapshotStore snapshots;
  private final Attestations attestations;
  private final SchedulerClient jobs;
  private final Clock clock;

  RunbookObservations(
      RunbookRepository repository,
      Runbooks runbooks,
      Observer observer,
      SampleRunbook sample,
      Accounts accounts,
      SnapshotStore snapshots,
      Attestations attestations,
      SchedulerClient jobs,
      Clock clock) {
    this.repository = repository;
    this.runbooks = runbooks;
    this.observer = observer;
    this.sample = sample;
    this.accounts = accounts;
    this.snapshots = snapshots;
    this.attestations = attestations;
    this.jobs = jobs;
    this.clock = clock;
  }

  /** Requests an observation that begins after this call. If one is running, another follows it. */
  @Transactional
  public void request(UUID id) {
    runbooks.recordObservationRequest(id);
    scheduleJob(id);
  }

  /**
   * Requests an observation of each watched runbook that is due; the nodes of a cluster do this one
   * after the other.
   */
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

  /** Observes a runbook once and stores the observation, or why it failed. */
  void observe(UUID id) {
    RunbookEntity entity = repository.findById(id).orElse(null);
    if (entity == null) {
      return;
    }
    try {
      StoredRunbook before = runbooks.get(id);
      runbooks.recordObservation(before, observe(before.plan()));
    } catch (NoSuchRunbookException e) {
      log.debug("The runbook {} was removed", id, e);
    } catch (RuntimeException e) {
      log.error("The runbook {} could not be observed", id, e);
      runbooks.recordFailure(id, entity.observationRequestedAt, e.toString());
    }
  }

  /**
   * Ends the job of an observation. A request at the same moment comes either before this, and the
   * job runs again, or after it, and stores a job of its own.
   *
   * @param reschedule lets the job run again, within the transaction
   * @param remove removes the job, within the transaction
   */
  @Transactional
  public void finishJob(UUID id, Runnable reschedule, Runnable remove) {
    boolean isRequested =
        repository
            .findAndLock(id)
            .filter(locked -> locked.observationRequestedAt != null)
            .isPresent();
    (isRequested ? reschedule : remove).run();
  }

  private Observation observe(Plan plan) {
    Account target = accounts.get(plan.target().account());
    if (target.isSample()) {
      return sample.recordedObservation(plan, target);
    }
    Account source = Optional.ofNullable(plan.old().account()).flatMap(accounts::find).orElse(null);
    return observer.observe(
        plan, target, source, attestations.of(target.id()), snapshots::newestWithAttestations);
  }
}
