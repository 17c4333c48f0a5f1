package io.todoku.runbook;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.account.NoSuchAccountException;
import io.todoku.account.VisibleAccounts;
import io.todoku.identity.ThingClients;
import io.todoku.runbook.plan.Plan;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * A runbook belongs to the client of the account that a server moves to, and to that of the account
 * that it leaves.
 */
@Component
public class RunbookClients implements ThingClients {

  private final Runbooks runbooks;
  private final Accounts accounts;
  private final VisibleAccounts visible;

  RunbookClients(Runbooks runbooks, Accounts accounts, VisibleAccounts visible) {
    this.runbooks = runbooks;
    this.accounts = accounts;
    this.visible = visible;
  }

  @Override
  public Optional<Set<String>> clientsOf(String id) {
    return ThingClients.uuid(id).flatMap(runbooks::findPlan).map(this::clientsOf);
  }

  /** The clients of the accounts that a plan names. */
  Set<String> clientsOf(Plan plan) {
    return accountsOf(plan)
        .map(account -> accounts.find(account).map(Account::client).orElse(""))
        .collect(Collectors.toSet());
  }

  @Override
  public RuntimeException missing(String id) {
    return new NoSuchRunbookException(id);
  }

  /**
   * Refuses a plan that names an account of a client that the user may not see, because what is
   * observed there would be shown.
   *
   * @throws NoSuchAccountException for an account that is stored and not visible
   */
  public void requireVisible(Plan plan) {
    accountsOf(plan)
        .filter(account -> accounts.exists(account) && visible.find(account).isEmpty())
        .findFirst()
        .ifPresent(hidden -> {
          throw new NoSuchAccountException(hidden);
        });
  }

  private static Stream<String> accountsOf(Plan plan) {
    return Stream.of(plan.target().account(), plan.old().account()).filter(Objects::nonNull);
  }
}
