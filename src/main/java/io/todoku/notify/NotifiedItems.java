package io.todoku.notify;

import java.util.Map;
import java.util.Set;

/** Tells what is known of problems that people were told of, waived or not. */
public interface NotifiedItems {

  /**
   * What is known of each; without those that are to stay as they are, because people are not told
   * yet of what was found, or the account or its newest snapshot does not exist any more.
   */
  Map<ItemKey, ProblemState> of(String accountId, Set<ItemKey> keys);
}
