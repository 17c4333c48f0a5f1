package io.todoku.identity;

import java.util.List;

/** The clients that a user can be limited to. */
@FunctionalInterface
public interface KnownClients {

  /** The names at the accounts, sorted, without blank ones. */
  List<String> names();
}
