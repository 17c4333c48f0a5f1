package io.todoku.history;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.notify.AccountOwners;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads whose an account is from its settings. */
@Component
class AccountOwnersReader implements AccountOwners {

  private final Accounts accounts;

  AccountOwnersReader(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public Optional<String> clientOf(String accountId) {
    return accounts.find(accountId).map(Account::client);
  }
}
