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
  private final DatabaseIdentityReader identities;
  private final QuietState state;
  private final List<ResumeStep> steps;
  private final Clock clock;

  WorkResumption(
      InstallationStore store,
      InstallationSettings settings,
      DatabaseIdentityReader identities,
      QuietState state,
      List<ResumeStep> steps,
      Clock clock) {
    this.store = store;
    this.settings = settings;
    this.identities = identities;
    this.state = state;
    this.steps = steps;
    this.clock = clock;
  }

  /**
   * Ends the quiet period and clears what has piled up. Does nothing if the installation is active.
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
    steps.forEach(step -> step.beforeResume(clock.instant()));
    UUID token = UUID.randomUUID();
    identities.instanceFile().ifPresent(file -> file.write(token));
    store.setIdentity(
        token,
        identities.current(),
        settings.instance() == null ? found.name() : settings.instance());
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
