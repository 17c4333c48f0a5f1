package io.todoku.identity;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Tells which clients the things of one kind belong to: accounts, runbooks, reports. */
public interface ThingClients {

  /**
   * The clients whose data a thing shows; a client is blank where an account names none.
   *
   * @param id as it stands in the path, of any form
   * @return empty if there is no such thing
   */
  Optional<Set<String>> clientsOf(String id);

  /**
   * The answer for a thing that the user may not see: the same as for one that does not exist, so
   * that nobody learns of it by trying ids.
   */
  RuntimeException missing(String id);

  /** The id as a UUID; empty if it is none. */
  static Optional<UUID> uuid(String id) {
    try {
      return Optional.of(UUID.fromString(id));
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }
}
