package io.todoku.account;

/** Whether the mail of an account will arrive, as far as the last scan tells. */
public enum AccountReadiness {
  READY,
  NOT_READY,
  /** Something that readiness depends on could not be found out. */
  UNDETERMINED,
  /** The last scan could not read the account, or what it stored cannot be read. */
  FAILED,
  NEVER_SCANNED
}
