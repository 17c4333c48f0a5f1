package io.todoku.account;

import io.todoku.identity.ThingClients;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** An account belongs to its client. */
@Component
public class AccountClients implements ThingClients {

  private final Accounts accounts;

  AccountClients(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public Optional<Set<String>> clientsOf(String id) {
    return accounts.find(id).map(account -> Set.of(account.client()));
  }

  @Override
  public ResponseStatusException missing(String id) {
    return new NoSuchAccountException(id);
  }
}
