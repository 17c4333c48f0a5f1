package io.todoku.account;

/** Tells what the newest scan found, so that no decision is stored about what is not there. */
public interface KnownFindings {

  /**
   * Whether there is such a finding.
   *
   * @param resource its key, id or address
   */
  boolean exists(Account account, String rule, String resource);
}
