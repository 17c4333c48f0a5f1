package io.todoku.identity;

/** What a user or an API token may do. Each role may do what those before it may. */
public enum UserRole {
  /** Reads. */
  VIEWER,
  /** Scans, decides, plans moves and makes reports. */
  OPERATOR,
  /** Changes settings and admits people. */
  ADMINISTRATOR;

  /** Whether this role may do what that role may. */
  public boolean includes(UserRole least) {
    return compareTo(least) >= 0;
  }
}
