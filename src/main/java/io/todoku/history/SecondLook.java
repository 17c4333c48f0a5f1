package io.todoku.history;

import io.todoku.account.Account;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Observes findings again before people are told of them, because some changes do not last. */
public interface SecondLook {

  /**
   * Starts to observe these findings again.
   *
   * @return the run; empty where none of them can be observed by itself
   */
  Optional<UUID> start(Account account, List<FindingKey> findings);
}
