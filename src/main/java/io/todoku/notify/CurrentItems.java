package io.todoku.notify;

import java.util.List;
import java.util.Optional;

/**
 * Tells what is fine in an account and what is not, after its newest scan. What is neither, because
 * it is not looked at any more, is not among the items.
 */
@FunctionalInterface
public interface CurrentItems {

  /** Empty where the account does not exist, or its newest snapshot is not stored. */
  Optional<List<CurrentItem>> of(String accountId);
}
