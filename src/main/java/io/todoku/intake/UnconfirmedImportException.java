package io.todoku.intake;

import io.todoku.account.Account;
import java.util.Set;

/** An import that would replace what the account shows, and that nobody has confirmed. */
class UnconfirmedImportException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why an import wants a confirmation. */
  enum ImportConcern {
    /** Todoku collects the account itself, and the file would take the place of what it saw. */
    REACHABLE_ACCOUNT,
    /** The file says that the account belongs to another client. */
    OTHER_CLIENT
  }

  private final transient Account account;
  private final Set<ImportConcern> concerns;

  UnconfirmedImportException(Account account, Set<ImportConcern> concerns) {
    super("account " + account.id() + ": " + concerns);
    this.account = account;
    this.concerns = concerns;
  }

  Account account() {
    return account;
  }

  Set<ImportConcern> concerns() {
    return concerns;
  }
}
