package io.todoku.runbook;

import io.todoku.installation.ResumeStep;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Makes the next observation of each runbook its first one: what has changed since the installation
 * became quiet is shown, and nobody is notified of it.
 */
@Component
class RunbookResumeStep implements ResumeStep {

  private final Runbooks runbooks;

  RunbookResumeStep(Runbooks runbooks) {
    this.runbooks = runbooks;
  }

  @Override
  public void beforeResume(Instant now) {
    runbooks.forgetObservations(now);
  }
}
