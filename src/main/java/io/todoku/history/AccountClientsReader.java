package io.todoku.history;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.notify.AccountClients;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads whose an account is from its settings. */
@Component
class AccountClientsReader implements AccountClients {

  private final Accounts accounts;

  AccountClientsReader(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public Optional<String> clientOf(String accountId) {
    return accounts.find(accountId).map(Account::client);
  }
}
