package io.todoku.runbook;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.archive.SnapshotStore;
import io.todoku.intake.SampleContributor;
import io.todoku.runbook.observe.Observation;
import io.todoku.runbook.observe.Observer;
import io.todoku.runbook.observe.RunbookState;
import io.todoku.runbook.plan.Plan;
import io.todoku.runbook.plan.SampleNameViews;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Adds a half-finished migration to the sample workspace. Nothing is queried for the sample's
 * accounts; observations are recorded.
 */
@Component
public class SampleRunbook implements SampleContributor {

  private static final String CREATOR = "sample";

  private final Runbooks runbooks;
  private final Accounts accounts;
  private final SnapshotStore snapshots;

  SampleRunbook(Runbooks runbooks, Accounts accounts, SnapshotStore snapshots) {
    this.runbooks = runbooks;
    this.accounts = accounts;
    this.snapshots = snapshots;
  }

  /**
   * The content of the bundled file.
   *
   * @param at when the DNS answers were recorded
   * @param nameViews the DNS answers
   * @param state the state after earlier observations
   */
  private record RecordedRunbook(
      Plan plan,
      Instant at,
      @JsonProperty("names") List<NameView> nameViews,
      @JsonProperty("memory") RunbookState state) {}

  private static RecordedRunbook recordedRunbook() {
    try (var in = new ClassPathResource("sample/runbook/222222222222.json").getInputStream()) {
      return SnapshotFile.readPart(in.readAllBytes(), RecordedRunbook.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  @Transactional
  public void addToSample() {
    accounts.acquireClusterLock();
    RecordedRunbook recording = recordedRunbook();
    Plan plan = recording.plan();
    Optional<Account> target = accounts.find(plan.target().account()).filter(Account::isSample);
    if (target.isPresent() && runbooks.ofAccount(target.get().id()).isEmpty()) {
      runbooks.restore(plan, CREATOR, recording.state(), recordedObservation(plan, target.get()));
    }
  }

  @Override
  @Transactional
  public void removeFromSample() {
    accounts.all().stream()
        .filter(Account::isSample)
        .flatMap(account -> runbooks.ofAccount(account.id()).stream())
        .forEach(runbooks::remove);
  }

  /**
   * The recorded observation of a plan whose target is an account of the sample.
   *
   * @throws IllegalStateException if the account has no snapshot
   */
  Observation recordedObservation(Plan plan, Account target) {
    Snapshot snapshot =
        snapshots
            .newestWithAttestations(target)
            .orElseThrow(
                () -> new IllegalStateException("there is no snapshot of account " + target.id()));
    List<NameView> names =
        Observer.dnsQuestions(plan).stream().map(SampleNameViews.of(snapshot)).toList();
    return new Observation(
        snapshot.judgedAt(),
        names,
        Observer.withPlannedSenders(
            plan, target, snapshot, snapshot.judgedAt(), snapshot.attestations()),
        null);
  }
}
