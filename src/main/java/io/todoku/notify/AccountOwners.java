package io.todoku.notify;

import java.util.Optional;

/** Tells whose an account is now, because accounts are moved from one client to another. */
@FunctionalInterface
public interface AccountOwners {

  /** Empty for an account that does not exist any more; blank where it is of no client. */
  Optional<String> clientOf(String accountId);
}
