package io.todoku.installation;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Resumes a quiet installation: from then on it is one of its own, where it is now. */
@Component
public class WorkResumption {

  private static final Logger log = LoggerFactory.getLogger(WorkResumption.class);

  private final InstallationStore store;
  private final InstallationSettings settings;
  private final PlaceReader places;
  private final QuietState state;
  private final List<ResumeStep> steps;
  private final Clock clock;

  WorkResumption(
      InstallationStore store,
      InstallationSettings settings,
      PlaceReader places,
      QuietState state,
      List<ResumeStep> steps,
      Clock clock) {
    this.store = store;
    this.settings = settings;
    this.places = places;
    this.state = state;
    this.steps = steps;
    this.clock = clock;
  }

  /**
   * Ends the quiet time, and clears what has piled up. Does nothing if the installation is active.
   *
   * @param by who asks for it, for the log
   */
  @Transactional
  public void resume(String by) {
    store.acquireClusterLock();
    InstallationStore.Installation found = store.find().orElseThrow();
    if (found.quiet() == null) {
      return;
    }
    steps.forEach(step -> step.clear(clock.instant()));
    UUID token = UUID.randomUUID();
    places.instanceFile().ifPresent(file -> file.write(token));
    store.setPlace(
        token, places.current(), settings.instance() == null ? found.name() : settings.instance());
    store.endQuiet();
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            state.refresh();
            log.info("This installation works again, as {} asks for", by);
          }
        });
  }
}
