package io.todoku.account;

import io.todoku.identity.CurrentUser;
import io.todoku.identity.UserAccess;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The accounts that the user who makes the request may see; one of another client is missing as if
 * it did not exist. What answers requests finds accounts here, and only work in the background
 * finds them in {@link Accounts}.
 */
@Component
public class VisibleAccounts implements AccountLookup {

  private final Accounts accounts;
  private final CurrentUser currentUser;

  VisibleAccounts(Accounts accounts, CurrentUser currentUser) {
    this.accounts = accounts;
    this.currentUser = currentUser;
  }

  @Override
  public List<Account> all() {
    UserAccess user = currentUser.access();
    return accounts.all().stream()
        .filter(account -> user.clients().includes(account.client()))
        .toList();
  }

  @Override
  public Optional<Account> find(String id) {
    UserAccess user = currentUser.access();
    return accounts.find(id).filter(account -> user.clients().includes(account.client()));
  }
}
