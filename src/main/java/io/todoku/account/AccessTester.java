package io.todoku.account;

import io.todoku.snapshot.Observed;
import org.jspecify.annotations.Nullable;

/** Tests the access to an account. */
public interface AccessTester {

  /**
   * The id of the account that answers; Unknown with what was refused and what helps.
   *
   * @param account null: the one that the default credential chain leads to
   */
  Observed<String> resolveCallerAccount(@Nullable Account account);

  /** Tries every action that the collectors need, in the Regions of the account. */
  AccessTest test(Account account);
}
