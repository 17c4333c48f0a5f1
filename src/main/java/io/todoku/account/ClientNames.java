package io.todoku.account;

import io.todoku.identity.KnownClients;
import java.util.List;
import org.springframework.stereotype.Component;

/** The clients that the accounts name. */
@Component
class ClientNames implements KnownClients {

  private final Accounts accounts;

  ClientNames(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public List<String> names() {
    return accounts.all().stream()
        .map(Account::client)
        .filter(client -> !client.isBlank())
        .distinct()
        .sorted()
        .toList();
  }
}
