package io.todoku.account;

import java.util.List;
import java.util.Optional;

/** Finds accounts: all there are, or those that a user may see. */
public interface AccountLookup {

  /** By client, then name. */
  List<Account> all();

  Optional<Account> find(String id);

  /**
   * @throws NoSuchAccountException if there is none of that id
   */
  default Account get(String id) {
    return find(id).orElseThrow(() -> new NoSuchAccountException(id));
  }
}
