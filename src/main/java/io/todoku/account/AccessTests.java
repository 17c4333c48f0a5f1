package io.todoku.account;

import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The newest test of the access to each account. */
@Component
public class AccessTests {

  private static final JsonMapper JSON = new JsonMapper();

  private final JdbcClient database;
  private final Accounts accounts;

  AccessTests(JdbcClient database, Accounts accounts) {
    this.database = database;
    this.accounts = accounts;
  }

  /**
   * Returns the newest test; empty where there is none, or the access or the Regions were changed
   * since, because it says nothing of those.
   */
  @Transactional(readOnly = true)
  public Optional<AccessTest> newest(Account account) {
    return database
        .sql("select result from access_test where account_id = ?")
        .param(account.id())
        .query(String.class)
        .optional()
        .map(json -> JSON.readValue(json, AccessTest.class))
        .filter(test -> test.access().equals(AccessTest.describe(account)));
  }

  /** Stores a test in place of an earlier one; not where the account is not there any more. */
  @Transactional
  public void store(String accountId, AccessTest test) {
    if (accounts.lock(accountId).isEmpty()) {
      return;
    }
    database.sql("delete from access_test where account_id = ?").param(accountId).update();
    database
        .sql("insert into access_test (account_id, tested_at, result) values (?, ?, ?)")
        .params(accountId, test.testedAt().atOffset(ZoneOffset.UTC), JSON.writeValueAsString(test))
        .update();
  }
}
