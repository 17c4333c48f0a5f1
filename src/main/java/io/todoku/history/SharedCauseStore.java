package io.todoku.history;

import io.todoku.history.SharedCause.SharedCauseKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores the shared causes that hide something, and in which accounts. */
@Component
class SharedCauseStore {

  private static final String COLUMNS = "id, kind, subject, began_at, notified, accounts";

  private final JdbcClient database;

  SharedCauseStore(JdbcClient database) {
    this.database = database;
  }

  /**
   * @param notified whether operators were told that it began
   * @param accounts in how many accounts it has hidden something so far
   */
  record StoredCause(SharedCause cause, Instant beganAt, boolean notified, int accounts) {

    static StoredCause of(ResultSet row) throws SQLException {
      return new StoredCause(
          new SharedCause(SharedCauseKind.valueOf(row.getString("kind")), row.getString("subject")),
          row.getTimestamp("began_at").toInstant(),
          row.getBoolean("notified"),
          row.getInt("accounts"));
    }
  }

  Set<String> ofAccount(String accountId) {
    return Set.copyOf(
        database
            .sql("select cause_id from shared_cause_account where account_id = ?")
            .param(accountId)
            .query((row, _) -> row.getString(1))
            .list());
  }

  /** Keeps other nodes from changing a cause until this transaction ends. */
  Optional<StoredCause> lock(String id) {
    return database
        .sql("select " + COLUMNS + " from shared_cause where id = ? for update")
        .param(id)
        .query((row, _) -> StoredCause.of(row))
        .optional();
  }

  /**
   * @throws org.springframework.dao.DuplicateKeyException where another node has created it
   *     meanwhile; the caller's transaction is then tried again
   */
  StoredCause lockOrCreate(SharedCause cause, Instant now) {
    return lock(cause.id())
        .orElseGet(() -> {
          database
              .sql("insert into shared_cause (" + COLUMNS + ") values (?, ?, ?, ?, false, 0)")
              .params(cause.id(), cause.kind().name(), cause.subject(), Timestamp.from(now))
              .update();
          return new StoredCause(cause, now, false, 0);
        });
  }

  void addAccount(String id, String accountId, Instant now) {
    database
        .sql("insert into shared_cause_account (cause_id, account_id, seen_at) values (?, ?, ?)")
        .params(id, accountId, Timestamp.from(now))
        .update();
    database.sql("update shared_cause set accounts = accounts + 1 where id = ?").param(id).update();
  }

  /** Notes that the account still has the cause. */
  void setSeen(String id, String accountId, Instant now) {
    database
        .sql("update shared_cause_account set seen_at = ? where cause_id = ? and account_id = ?")
        .params(Timestamp.from(now), id, accountId)
        .update();
  }

  /** Notes that an account was seen not to have the cause any more. */
  void setCleared(String id, Instant now) {
    database
        .sql("update shared_cause set cleared_at = ? where id = ?")
        .params(Timestamp.from(now), id)
        .update();
  }

  /**
   * Forgets the accounts that were last seen with a cause before this time, where another was seen
   * without it since.
   */
  void removeStaleAccounts(Instant before) {
    database
        .sql(
            "delete from shared_cause_account where seen_at < ? and exists (select 1 from"
                + " shared_cause c where c.id = shared_cause_account.cause_id"
                + " and c.cleared_at > shared_cause_account.seen_at)")
        .param(Timestamp.from(before))
        .update();
  }

  void removeAccount(String id, String accountId) {
    database
        .sql("delete from shared_cause_account where cause_id = ? and account_id = ?")
        .params(id, accountId)
        .update();
  }

  /** The accounts in which the cause hides something now. */
  List<String> accounts(String id) {
    return database
        .sql("select account_id from shared_cause_account where cause_id = ? order by account_id")
        .param(id)
        .query((row, _) -> row.getString(1))
        .list();
  }

  /**
   * @param notified whether those that operators know of, or the others
   */
  List<StoredCause> all(boolean notified) {
    return database
        .sql("select " + COLUMNS + " from shared_cause where notified = ? order by id")
        .param(notified)
        .query((row, _) -> StoredCause.of(row))
        .list();
  }

  /**
   * In how many accounts causes of each kind hide something now; without those that hide nothing.
   */
  Map<SharedCauseKind, Integer> affectedAccounts() {
    Map<SharedCauseKind, Integer> affected = new EnumMap<>(SharedCauseKind.class);
    database
        .sql(
            "select c.kind, count(distinct a.account_id) as accounts from shared_cause c"
                + " join shared_cause_account a on a.cause_id = c.id group by c.kind")
        .query(
            (RowCallbackHandler)
                row ->
                    affected.put(
                        SharedCauseKind.valueOf(row.getString("kind")), row.getInt("accounts")));
    return affected;
  }

  List<String> withoutAccounts() {
    return database
        .sql(
            "select id from shared_cause c where not exists"
                + " (select 1 from shared_cause_account a where a.cause_id = c.id) order by id")
        .query((row, _) -> row.getString(1))
        .list();
  }

  void setNotified(String id) {
    database.sql("update shared_cause set notified = true where id = ?").param(id).update();
  }

  void setBegan(String id, Instant at) {
    database
        .sql("update shared_cause set began_at = ? where id = ?")
        .params(Timestamp.from(at), id)
        .update();
  }

  void remove(String id) {
    database.sql("delete from shared_cause where id = ?").param(id).update();
  }
}
