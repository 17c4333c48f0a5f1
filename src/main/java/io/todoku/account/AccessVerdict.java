package io.todoku.account;

/** What a test of the access to an account comes to. */
public enum AccessVerdict {
  /** Every action was proved allowed in every Region that was tried. */
  COMPLETE,
  /** The same, except for what the account has not enabled, which could not be tried. */
  NOTHING_DENIED,
  /** Something was denied. */
  INCOMPLETE,
  /** Nothing is known to be denied, but not everything could be found out. */
  UNDETERMINED
}
