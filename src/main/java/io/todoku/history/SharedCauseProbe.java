package io.todoku.history;

/** Looks whether what keeps Todoku from observing is still there. */
public interface SharedCauseProbe {

  /**
   * @param accountId one of the accounts in which the cause hides something
   * @return whether it is certain that the cause is gone
   */
  boolean isGone(SharedCause cause, String accountId);
}
