package io.todoku.installation;

import java.time.Instant;

/**
 * Clears what has piled up before an installation works again, so that people get no old news. Runs
 * in the transaction that ends the quiet period.
 */
@FunctionalInterface
public interface ResumeStep {

  /**
   * @param now when the installation begins to work again
   */
  void beforeResume(Instant now);
}
