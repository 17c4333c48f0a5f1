package io.todoku.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores the accounts of which there is something to tell once it was observed again. */
@Component
class PendingNews {

  private final JdbcClient database;

  PendingNews(JdbcClient database) {
    this.database = database;
  }

  /**
   * @param since when the first change was found
   * @param recheck the run that observes the changes again; null before it was started
   */
  record PendingAccount(String accountId, Instant since, @Nullable UUID recheck) {}

  /** Adds an account; one that is pending already keeps its time. The caller has locked it. */
  void add(String accountId, Instant now) {
    if (find(accountId).isEmpty()) {
      database
          .sql("insert into pending_news (account_id, since) values (?, ?)")
          .params(accountId, Timestamp.from(now))
          .update();
    }
  }

  Optional<PendingAccount> find(String accountId) {
    return database
        .sql("select account_id, since, recheck_id from pending_news where account_id = ?")
        .param(accountId)
        .query((row, _) -> pending(row))
        .optional();
  }

  /** Those whose first change was found by then, the oldest first. */
  List<PendingAccount> since(Instant latest) {
    return database
        .sql(
            "select account_id, since, recheck_id from pending_news where since <= ?"
                + " order by since, account_id")
        .param(Timestamp.from(latest))
        .query((row, _) -> pending(row))
        .list();
  }

  private static PendingAccount pending(ResultSet row) throws SQLException {
    return new PendingAccount(
        row.getString("account_id"),
        row.getTimestamp("since").toInstant(),
        row.getObject("recheck_id", UUID.class));
  }

  void setRecheck(String accountId, UUID run) {
    database
        .sql("update pending_news set recheck_id = ? where account_id = ?")
        .params(run, accountId)
        .update();
  }

  void remove(String accountId) {
    database.sql("delete from pending_news where account_id = ?").param(accountId).update();
  }
}
