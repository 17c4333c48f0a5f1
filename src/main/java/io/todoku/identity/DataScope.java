package io.todoku.identity;

/** What a route shows or changes. */
public enum DataScope {
  /** Nothing of any client: rules, settings of the reader's own browser. */
  NO_CLIENT,
  /** One thing that the path names; {@link RouteAccess#thing()} tells whose it is. */
  NAMED_THING,
  /** A list, which the handler restricts to what {@link CurrentUser} may see. */
  VISIBLE_CLIENTS,
  /** Something of the whole installation, for those who may see every client. */
  EVERY_CLIENT
}
