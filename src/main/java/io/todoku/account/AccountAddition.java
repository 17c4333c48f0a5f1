package io.todoku.account;

/**
 * What became of an account that was to be added.
 *
 * @param account as it was stored, or as it was requested where it was not
 */
public record AccountAddition(Account account, AdditionResult result) {

  /** What became of it. */
  public enum AdditionResult {
    ADDED,
    /** An account of that id is there already, and stays as it is. */
    EXISTS,
    /** Nothing was added, because something is wrong with another one. */
    NOT_ADDED
  }

  public boolean isAdded() {
    return result == AdditionResult.ADDED;
  }
}
