package io.todoku.notify;

import java.util.Map;

/** Tells the problems of an account that people were told of, waived or not. */
public interface NotifiedItems {

  /** Empty for an account that does not exist any more. */
  Map<ItemKey, NotifiedItem> of(String accountId);
}
