package io.todoku.account;

import io.todoku.snapshot.Observed;
import org.jspecify.annotations.Nullable;

/** Tries the way into an account. */
public interface AccessTester {

  /**
   * The account that answers; Unknown with what refused and what to do.
   *
   * @param account null: whatever the default chain leads to
   */
  Observed<String> resolveCallerAccount(@Nullable Account account);
}
