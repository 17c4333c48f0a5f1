package io.todoku.identity;

import java.util.Optional;
import java.util.UUID;

/** The users as they are stored now, for what acts in their name without a session. */
public interface StoredUsers {

  /** The id of a user who may sign in; no other user ever gets it, as happens to names. */
  Optional<UUID> findId(String name);

  /** What a user may do now; empty if the user was removed or is suspended. */
  Optional<UserAccess> findAccess(UUID id);
}
