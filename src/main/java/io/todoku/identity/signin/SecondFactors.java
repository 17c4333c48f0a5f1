package io.todoku.identity.signin;

import java.util.Set;
import java.util.UUID;

/** What users have set up to prove, beside the password, that it is they who sign in. */
public interface SecondFactors {

  /** Whether the password alone does not sign this user in. */
  boolean isProtected(UUID user);

  /** All users of whom this is so. */
  Set<UUID> protectedUsers();

  /** Whether anybody can sign in by a passkey alone. */
  boolean hasPasskeys();

  /** Removes all, because the user has lost them; the password alone signs in again. */
  void removeAll(UUID user);
}
