package io.todoku.account;

import java.util.List;
import java.util.Map;

/** Tells the readiness of accounts, which this package does not know itself. */
public interface AccountOverviews {

  /** The overview of each of these accounts, by its id. */
  Map<String, AccountOverview> of(List<Account> accounts);
}
