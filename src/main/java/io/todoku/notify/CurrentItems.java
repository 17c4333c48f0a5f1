package io.todoku.notify;

import java.util.List;
import java.util.Optional;

/** Tells what is not fine in an account after its newest scan. */
@FunctionalInterface
public interface CurrentItems {

  /** Empty where the account does not exist, or its newest snapshot is not stored. */
  Optional<List<CurrentItem>> of(String accountId);
}
