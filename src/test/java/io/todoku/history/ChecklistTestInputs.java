package io.todoku.history;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.snapshot.Environment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Accounts and what their checklists are made of, for tests whose checklists are scripted. */
public final class ChecklistTestInputs {

  private ChecklistTestInputs() {}

  /** An account that is named “name” and reached by the credentials of the environment. */
  public static Account account(String id) {
    return new Account(
        id, "name", "", Environment.STAGING, new Access.DefaultChain(), List.of(), List.of());
  }

  /** The inputs of an account after a scan of its own. */
  public static ChecklistInputs inputsOf(Account account) {
    return new ChecklistInputs(
        UUID.randomUUID(),
        null,
        account.toFacts(Map.of()),
        0,
        List.of(),
        List.of(),
        "catalogue",
        Instant.EPOCH);
  }
}
